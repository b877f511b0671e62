// Made once: each costs as much as the drawing of a row.
const figures = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** A figure of a chart: with two decimals at most. */
export function formatFigure(value: number): string {
  return figures.format(value);
}
