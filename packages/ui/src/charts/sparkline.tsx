import { formatFigure } from "../format/figure.ts";
import { sparklineBox, sparklinePath } from "./sparkline-path.ts";

type Given = {
  /** What it is the course of. */
  label: string;
  /** The oldest first, equally far apart; null is a gap. */
  values: readonly (number | null)[];
  format?: (value: number) => string;
  className?: string;
};

/** The course of a figure, as large as a word. Without any value it is a line of dots. */
export function Sparkline({ label, values, format = formatFigure, className = "h-6 w-24" }: Given) {
  const { width, height } = sparklineBox;
  const path = sparklinePath(values);
  return (
    <svg
      role="img"
      aria-label={`${label}: ${courseText(values, format)}`}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={`shrink-0 overflow-visible ${className}`}
    >
      <path
        d={path || `M0 ${height / 2}H${width}`}
        fill="none"
        strokeWidth={path ? 1.75 : 1}
        strokeDasharray={path ? undefined : "2 4"}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className={path ? "stroke-ink-soft" : "stroke-edge"}
      />
    </svg>
  );
}

function courseText(values: readonly (number | null)[], format: (value: number) => string): string {
  const known = values.filter((value) => value !== null);
  const last = known.at(-1);
  if (last === undefined) return "nothing measured yet";
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  return `between ${format(low)} and ${format(high)}, last ${format(last)}`;
}
