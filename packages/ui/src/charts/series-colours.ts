const count = 8;

/** The colour of a series by its place, as CSS; tokens.css says how they were chosen. */
export function seriesColour(place: number): string {
  return `var(--chart-${(place % count) + 1})`;
}
