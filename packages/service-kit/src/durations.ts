/** How much longer each class of durations is than the one before. (Masson, Rim, Lee: DDSketch, VLDB 2019.) */
const gamma = 1.02 / 0.98;

/** The class that a duration is counted by; the middle of the class is within 2 % of it. */
export function classOf(milliseconds: number): number {
  return Math.ceil(Math.log(Math.max(milliseconds, 1)) / Math.log(gamma));
}

/** The middle of a class. */
export function secondsOfClass(durationClass: number): number {
  return (2 * gamma ** durationClass) / (gamma + 1) / 1000;
}

/** How many durations are of a class, whose middle is this many seconds. */
export type Classed = { seconds: number; count: number };

export type Durations = { mean_seconds: number; p50_seconds: number; p95_seconds: number; p99_seconds: number };

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
    p99_seconds: toMilliseconds(percentile(sorted, 0.99)),
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
