export type ChartSeries = {
  id: string;
  label: string;
  /** One for each moment; null is a gap. */
  values: readonly (number | null)[];
};

/** Whether anything at all is known. */
export function isMeasured(series: readonly ChartSeries[]): boolean {
  return series.some(({ values }) => values.some((value) => value !== null));
}

/**
 * Each series on top of those before it. Where one is not known, what stands on it is not either: a gap, not a sum that
 * leaves something out.
 */
export function stackedValues(series: readonly ChartSeries[]): (number | null)[][] {
  const sums: (number | null)[][] = [];
  for (const { values } of series) {
    const below = sums.at(-1);
    sums.push(values.map((value, at) => plus(value, below ? (below[at] ?? null) : 0)));
  }
  return sums;
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** The places of values with gaps on both sides, which no line shows. */
export function lonePlaces(values: ArrayLike<number | null | undefined>): number[] {
  const known = (at: number): boolean => values[at] !== null && values[at] !== undefined;
  return Array.from({ length: values.length }, (_, at) => at).filter(
    (at) => known(at) && !known(at - 1) && !known(at + 1),
  );
}

/** The last moment at which anything is known; -1 if there is none. */
export function lastMeasured(series: readonly ChartSeries[]): number {
  return series.reduce(
    (last, { values }) =>
      Math.max(
        last,
        values.findLastIndex((value) => value !== null),
      ),
    -1,
  );
}
