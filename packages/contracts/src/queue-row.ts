import { z } from "zod";
import { stageName } from "./stages/stages.ts";

/** A stage's queue. */
export const queueRow = z.object({
  queue: stageName,
  label: z.string(),
  waiting: z.int(),
  running: z.int(),
  held: z.int(),
  dead_letters: z.int(),
  paused: z.boolean(),
  oldest_waiting_seconds: z.number().nullable(),
});

/** How much waits at a queue, by the thresholds that are configured. */
export const queueLevels = ["normal", "warning", "critical"] as const;
export type QueueLevel = (typeof queueLevels)[number];
