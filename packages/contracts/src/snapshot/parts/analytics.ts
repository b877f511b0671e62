import { z } from "zod";
import { stageName } from "../../stages/stages.ts";

/** Spans of whole days, UTC, that end with today. */
export const analyticsPeriods = ["today", "last_7_days", "last_30_days"] as const;

/** In seconds; null where nothing was measured. The percentiles are within 2 % of what was. */
export const measured = z
  .object({ mean_seconds: z.number(), p50_seconds: z.number(), p95_seconds: z.number(), p99_seconds: z.number() })
  .nullable();

/** What happened in a span of days, by the moment at which it did: a job that is retried or purged later takes nothing away. */
export const periodFigures = z.object({
  /** The first day. */
  since: z.iso.date(),
  created: z.int(),
  completed: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  clips: z.int(),
  /** Completed among completed and failed, 0–1; null before the first. */
  success_rate: z.number().nullable(),
  /** From the first claim to the end of those that were completed. */
  duration: measured,
  /** Attempts at each stage: how many were done and failed (or lost their worker), and how long the former took. */
  stages: z.array(z.object({ stage: stageName, done: z.int(), failed: z.int(), duration: measured })),
  /** The ten that ended most jobs, the most frequent first. */
  errors: z.array(z.object({ code: z.string(), count: z.int() })),
});
