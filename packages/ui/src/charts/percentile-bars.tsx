import { useId } from "react";

export type Percentiles = {
  id: string;
  label: string;
  p50: number | null;
  p95: number | null;
  p99: number | null;
};

type Given = { label: string; rows: readonly Percentiles[]; format: (value: number) => string };

const levels = [
  { key: "p99", name: "p99", fill: "bg-ink/25" },
  { key: "p95", name: "p95", fill: "bg-ink/45" },
  { key: "p50", name: "p50", fill: "bg-ink" },
] as const;
const columns = levels.toReversed();

/** How long most, nearly all and all but the slowest take: one bar in another for each row, and the figures beside them. */
export function PercentileBars({ label, rows, format }: Given) {
  const id = useId();
  const full = rows.reduce((most, row) => levels.reduce((high, { key }) => Math.max(high, row[key] ?? 0), most), 0);
  return (
    <figure aria-labelledby={id} className="grid min-w-0 grid-cols-1 content-start gap-3">
      <figcaption id={id} className="font-medium">
        {label}
      </figcaption>
      {rows.length === 0 ? (
        <p className="text-sm text-ink-soft">Nothing measured yet</p>
      ) : (
        <table className="w-full table-fixed text-sm">
          <thead className="text-ink-soft">
            <tr>
              <th scope="col" className="pb-1 text-start font-normal">
                <span className="sr-only">Of what</span>
              </th>
              {columns.map(({ key, name, fill }) => (
                <th key={key} scope="col" className="w-15 pb-1 sm:w-18 text-end font-normal">
                  <span aria-hidden className={`me-1.5 inline-block size-2 rounded-full ${fill}`} />
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PercentileRow key={row.id} row={row} full={full} format={format} />
            ))}
          </tbody>
        </table>
      )}
    </figure>
  );
}

type RowGiven = { row: Percentiles; full: number; format: (value: number) => string };

function PercentileRow({ row, full, format }: RowGiven) {
  return (
    <tr>
      <th scope="row" className="py-1.5 pe-3 text-start font-normal">
        <div className="break-words sm:truncate" title={row.label}>
          {row.label}
        </div>
        <div aria-hidden className="relative mt-1 h-2 overflow-hidden rounded-full bg-ink/8">
          {levels.map(({ key, fill }) => (
            <div
              key={key}
              className={`absolute inset-y-0 start-0 rounded-full ${fill}`}
              style={{ width: `${full > 0 ? ((row[key] ?? 0) / full) * 100 : 0}%` }}
            />
          ))}
        </div>
      </th>
      {columns.map(({ key }) => {
        const value = row[key];
        return (
          <td
            key={key}
            className="py-1.5 text-end align-top font-medium whitespace-nowrap tabular-nums"
            title={value === null ? "Not measured yet" : undefined}
          >
            {value === null ? "–" : format(value)}
          </td>
        );
      })}
    </tr>
  );
}
