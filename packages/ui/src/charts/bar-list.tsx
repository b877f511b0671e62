import { useId, type ReactNode } from "react";
import { Link } from "wouter";
import { formatFigure } from "../format/figure.ts";
import { tones, type Tone } from "../parts/tones.ts";

export type Bar = {
  id: string;
  label: string;
  /** Null where it is not known: no bar, and a dash. */
  value: number | null;
  /** Where more of it is. */
  href?: string;
  tone?: Tone;
  detail?: ReactNode;
};

type Given = {
  label: string;
  bars: readonly Bar[];
  format?: (value: number) => string;
  /** What a full bar stands for; the highest of the values unless told. */
  full?: number;
  empty?: string;
};

/** Figures side by side as bars, each with its name and value in words. */
export function BarList({ label, bars, format = formatFigure, full, empty = "Nothing measured yet" }: Given) {
  const id = useId();
  const highest = full ?? bars.reduce((most, { value }) => Math.max(most, value ?? 0), 0);
  return (
    <figure aria-labelledby={id} className="grid min-w-0 grid-cols-1 content-start gap-3">
      <figcaption id={id} className="font-medium">
        {label}
      </figcaption>
      {bars.length === 0 ? (
        <p className="text-sm text-ink-soft">{empty}</p>
      ) : (
        <ul className="grid grid-cols-1 gap-2.5">
          {bars.map((bar) => (
            <li key={bar.id} className="grid grid-cols-1 gap-1 text-sm">
              <BarText bar={bar} format={format} />
              <div className="h-2 overflow-hidden rounded-full bg-ink/8">
                <div
                  className={`h-full rounded-full ${tones[bar.tone ?? "none"].fill}`}
                  style={{ width: `${widthOf(bar.value, highest)}%` }}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function BarText({ bar: { label, href, value, detail }, format }: { bar: Bar; format: (value: number) => string }) {
  return (
    <div className="flex items-baseline gap-3">
      {href === undefined ? (
        <span className="min-w-0 truncate" title={label}>
          {label}
        </span>
      ) : (
        <Link href={href} className="min-w-0 truncate underline decoration-edge underline-offset-3" title={label}>
          {label}
        </Link>
      )}
      {detail !== undefined && <span className="min-w-0 truncate text-ink-soft">{detail}</span>}
      <span
        className="ms-auto shrink-0 font-medium tabular-nums"
        title={value === null ? "Not measured yet" : undefined}
      >
        {value === null ? "–" : format(value)}
      </span>
    </div>
  );
}

/** Percent of the track; a value above zero is never drawn as nothing. */
function widthOf(value: number | null, full: number): number {
  if (value === null || value <= 0 || full <= 0) return 0;
  return Math.max(1, Math.min(100, (value / full) * 100));
}
