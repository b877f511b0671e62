import { useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from "react";
import uPlot from "uplot";
import { useWidth } from "../parts/use-width.ts";
import { stackedValues, type ChartSeries } from "./chart-data.ts";
import { lineOptions } from "./line-options.ts";
import { useCanvasColours, type ColourAt } from "./use-canvas-colours.ts";

type Given = {
  times: readonly number[];
  series: readonly ChartSeries[];
  format: (value: number) => string;
  stacked: boolean;
  height: number;
  /** The place in `times` that the pointer is at; null when it leaves. */
  onPoint: (at: number | null) => void;
};

/** The drawing of a `LineChart`: the figures themselves are in its legend and table. */
export function LineCanvas({ times, series, format, stacked, height, onPoint }: Given) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef({ format, onPoint });
  const width = useWidth(host);
  const colours = useFollowedColours(plot);
  const data = useMemo(() => toColumns(times, series, stacked), [times, series, stacked]);
  const shown = useRef(data);

  useLayoutEffect(() => {
    latest.current = { format, onPoint };
  }, [format, onPoint]);

  const isWide = width > 0;
  const count = series.length;
  // A plot is made anew only for what it cannot change: how many series there are, and how they are drawn.
  useEffect(() => {
    const element = host.current;
    if (!element || !isWide) return;
    const options = lineOptions({
      colour: (value) => colours.current(element, value),
      width: element.clientWidth,
      height,
      count,
      stacked,
      format: (value) => latest.current.format(value),
      onPoint: (at) => latest.current.onPoint(at),
    });
    const made = new uPlot(options, shown.current, element);
    plot.current = made;
    return () => {
      plot.current = undefined;
      made.destroy();
    };
  }, [isWide, count, stacked, height, colours]);

  useEffect(() => {
    const isShown = shown.current === data;
    shown.current = data;
    if (!isShown) plot.current?.setData(data);
  }, [data]);

  useEffect(() => {
    if (isWide) plot.current?.setSize({ width, height });
  }, [width, isWide, height]);

  return <div ref={host} aria-hidden className="absolute inset-0 overflow-hidden" />;
}

/** The colours of the page's scheme; the plot is drawn anew when that changes. */
function useFollowedColours(plot: RefObject<uPlot | undefined>): RefObject<ColourAt> {
  const colourAt = useCanvasColours();
  const colours = useRef(colourAt);
  useEffect(() => {
    colours.current = colourAt;
    plot.current?.redraw(false);
  }, [plot, colourAt]);
  return colours;
}

function toColumns(times: readonly number[], series: readonly ChartSeries[], stacked: boolean): uPlot.AlignedData {
  const columns = stacked ? stackedValues(series) : series.map(({ values }) => [...values]);
  return [[...times], ...columns];
}
