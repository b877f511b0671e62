import { lazy, Suspense, useId, useState } from "react";
import { formatFigure } from "../format/figure.ts";
import { isMeasured, lastMeasured, type ChartSeries } from "./chart-data.ts";
import { ChartTable, valueText } from "./chart-table.tsx";
import { fullMoment } from "./moments.ts";
import { seriesColour } from "./series-colours.ts";

export type { ChartSeries } from "./chart-data.ts";

type Given = {
  label: string;
  /** Milliseconds since 1970, ascending. */
  times: readonly number[];
  /** Up to eight; each keeps the colour of its place. */
  series: readonly ChartSeries[];
  format?: (value: number) => string;
  /** Areas that add up, instead of lines. */
  stacked?: boolean;
  /** CSS pixels of the canvas; 220 unless told. */
  height?: number;
  /** The first answer is awaited. */
  loading?: boolean;
};

/** The drawing library is a chunk of its own: caption, legend and figures are there before it. */
const Canvas = lazy(async () => ({ default: (await import("./line-canvas.tsx")).LineCanvas }));

/** Figures over time, as lines or as areas that add up; null is a gap. Under the pointer, or at the end, the legend tells values. */
export function LineChart(given: Given) {
  const { label, times, series, format = formatFigure, stacked = false, height = 220, loading = false } = given;
  const id = useId();
  const [pointed, setPointed] = useState<number | null>(null);
  const measured = times.length > 0 && isMeasured(series);
  return (
    <figure aria-labelledby={id} className="grid min-w-0 grid-cols-1 content-start gap-2">
      <figcaption id={id} className="font-medium">
        {label}
      </figcaption>
      <Legend times={times} series={series} format={format} at={pointed ?? lastMeasured(series)} />
      <div className="relative min-w-0" style={{ height }}>
        {measured ? (
          <Suspense fallback={<div className="placeholder h-full" />}>
            <Canvas {...{ times, series, format, stacked, height }} onPoint={setPointed} />
          </Suspense>
        ) : loading ? (
          <div className="placeholder h-full" />
        ) : (
          <p className="grid h-full place-items-center rounded-control border border-dashed border-line text-sm text-ink-soft">
            Nothing measured yet
          </p>
        )}
      </div>
      {measured ? <ChartTable {...{ label, times, series, format }} /> : <div className="h-[1.5em] text-sm" />}
    </figure>
  );
}

type LegendGiven = Pick<Given, "times" | "series"> & { format: (value: number) => string; at: number };

function Legend({ times, series, format, at }: LegendGiven) {
  const time = times[at];
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
      {time !== undefined && <span className="min-w-38 text-ink-soft tabular-nums">{fullMoment(time)}</span>}
      <ul className="contents">
        {series.map(({ id, label, values }, place) => (
          <li key={id} className="flex items-baseline gap-1.5">
            <span aria-hidden className="size-2.5 rounded-full" style={{ background: seriesColour(place) }} />
            <span className="text-ink-soft">{label}</span>
            <span className="min-w-[5ch] font-medium tabular-nums">{valueText(values[at], format)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
