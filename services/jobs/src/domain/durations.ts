/** How many durations are of a class, whose middle is this many seconds. */
export type Classed = { seconds: number; count: number };

export type Durations = { mean_seconds: number; p50_seconds: number; p95_seconds: number };

/**
 * Mean and percentiles of durations that were counted by class. The mean is exact; a percentile is as far from the measured one (the
 * first that is not shorter than that share of all) as a class is wide, 2 %. Null where there are none.
 */
export function durationsOf(
  classes: readonly Classed[],
  timed: { count: number; milliseconds: number },
): Durations | null {
  if (timed.count === 0) return null;
  const sorted = classes.toSorted((a, b) => a.seconds - b.seconds);
  return {
    mean_seconds: toMilliseconds(timed.milliseconds / timed.count / 1000),
    p50_seconds: toMilliseconds(percentile(sorted, 0.5)),
    p95_seconds: toMilliseconds(percentile(sorted, 0.95)),
  };
}

function percentile(sorted: readonly Classed[], share: number): number {
  const rank = share * sorted.reduce((sum, { count }) => sum + count, 0);
  let upTo = 0;
  const found = sorted.find(({ count }) => (upTo += count) >= rank);
  return found?.seconds ?? 0;
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
