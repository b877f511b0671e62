/** The box of a sparkline; `y` leaves room for the line's width. */
export const sparklineBox = { width: 100, height: 24, margin: 2 } as const;

/**
 * An SVG path through values that are equally far apart, in `sparklineBox`. Null breaks the line; one value alone is a dot.
 * The lowest value is at the bottom, the highest at the top; where all are the same, the line is in the middle.
 */
export function sparklinePath(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return "";
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  const { width, height, margin } = sparklineBox;
  const x = (index: number): number => (values.length === 1 ? width / 2 : (index / (values.length - 1)) * width);
  const share = (value: number): number => (high === low ? 0.5 : (value - low) / (high - low));
  const y = (value: number): number => height - margin - share(value) * (height - 2 * margin);
  const parts = values.map((value, index) => {
    if (value === null) return "";
    const point = `${round(x(index))} ${round(y(value))}`;
    if (isKnown(values[index - 1])) return `L${point}`;
    return isKnown(values[index + 1]) ? `M${point}` : `M${point}h0`;
  });
  return parts.join("");
}

function isKnown(value: number | null | undefined): boolean {
  return value !== null && value !== undefined;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
