import { queueThresholds } from "@agentos/contracts/limits";
import type { QueueLevel } from "@agentos/contracts/queue-row";

/** Steps that wait, from which on a queue is at a level. */
export type Thresholds = { warning: number; critical: number };

/** The level of a queue at which `depth` steps wait. It leaves one only when it is clearly below the threshold, not at its edge. */
export function levelOf(depth: number, was: QueueLevel, { warning, critical }: Thresholds): QueueLevel {
  const reaches = (threshold: number, held: boolean): boolean =>
    depth >= threshold * (held ? queueThresholds.leftBelow : 1);
  if (reaches(critical, was === "critical")) return "critical";
  return reaches(warning, was !== "normal") ? "warning" : "normal";
}
