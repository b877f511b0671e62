import type { performanceFigures } from "@agentos/contracts/api/agents";
import type { WorkerFigures } from "@agentos/contracts/messages/fleet";
import type { z } from "zod";

/** What the score is made of; counts of attempts and seconds of work. */
export type Counts = Pick<WorkerFigures, "done" | "failed" | "busy_seconds" | "useful_seconds">;
export type Performance = z.output<typeof performanceFigures>;

/**
 * score = 100 × success × efficiency
 *
 * success = done ÷ (done + failed): attempts whose result was taken, of those that did not fail by their input's fault.
 * efficiency = useful seconds ÷ busy seconds: of the time that a worker worked, what went into results that were taken; the rest
 * went into attempts that failed, were cancelled, or came too late.
 *
 * Waiting for work counts for nothing: an idle worker is not a bad one. Null until something has ended.
 */
export function performanceOf({ done, failed, busy_seconds, useful_seconds }: Counts): Performance {
  const success = done + failed > 0 ? done / (done + failed) : null;
  const efficiency = busy_seconds > 0 ? Math.min(1, useful_seconds / busy_seconds) : null;
  const score = success === null || efficiency === null ? null : Math.round(1000 * success * efficiency) / 10;
  return { score, success, efficiency, done, failed, busy_seconds };
}

/** The counts of several workers as one. */
export function sumOf(counts: readonly Counts[]): Counts {
  const sum = { done: 0, failed: 0, busy_seconds: 0, useful_seconds: 0 };
  for (const one of counts) {
    sum.done += one.done;
    sum.failed += one.failed;
    sum.busy_seconds += one.busy_seconds;
    sum.useful_seconds += one.useful_seconds;
  }
  return sum;
}
