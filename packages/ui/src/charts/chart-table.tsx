import { memo, useState } from "react";
import type { ChartSeries } from "./chart-data.ts";
import { fullMoment } from "./moments.ts";

type Given = {
  label: string;
  times: readonly number[];
  series: readonly ChartSeries[];
  format: (value: number) => string;
};

/** The figures of a chart as a table, for who cannot see the chart or wants them exactly; drawn when it is opened. */
export const ChartTable = memo(DrawnTable);

function DrawnTable({ label, times, series, format }: Given) {
  const [open, setOpen] = useState(false);
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit text-ink-soft underline decoration-edge underline-offset-3">Show the figures</summary>
      {open && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be within reach of the keys
        <section aria-label={`Figures: ${label}`} tabIndex={0} className="mt-2 max-h-64 overflow-auto">
          <table className="w-full tabular-nums">
            <thead>
              <tr className="text-start text-ink-soft">
                <th scope="col" className="py-1 pe-4 text-start font-medium">
                  Time
                </th>
                {series.map(({ id, label: name }) => (
                  <th key={id} scope="col" className="py-1 ps-4 text-end font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {times.map((time, at) => (
                <tr key={time} className="border-t border-line">
                  <th scope="row" className="py-1 pe-4 text-start font-normal whitespace-nowrap">
                    {fullMoment(time)}
                  </th>
                  {series.map(({ id, values }) => (
                    <td key={id} className="py-1 ps-4 text-end">
                      {valueText(values[at], format)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

/** A dash where nothing is known. */
export function valueText(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? "–" : format(value);
}
