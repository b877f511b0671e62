/** When a process that keeps ending is started again. Times in milliseconds of a monotonic clock. */
export type RestartPolicy = {
  /** Tells of an end; gives the pause before the next start, and whether this has just become a crash loop. */
  ended(now: number): { pauseMs: number; loops: boolean };
};

const pausesMs = [100, 500, 1000, 2000, 5000, 10_000];
const windowMs = 60_000;
const loopAt = 5;

/** Quick after a single end, slower with each further end within a minute. */
export function createRestartPolicy(): RestartPolicy {
  let ends: number[] = [];
  return {
    ended(now) {
      ends = [...ends.filter((at) => at > now - windowMs), now];
      const pauseMs = pausesMs[Math.min(ends.length, pausesMs.length) - 1] as number;
      return { pauseMs, loops: ends.length === loopAt };
    },
  };
}
