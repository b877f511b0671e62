import { z } from "zod";
import { errorCodes } from "./errors.ts";
import { measured } from "./snapshot/parts/analytics.ts";
import { stageName } from "./stages/stages.ts";

/** What can be exported as a table. */
export const reportNames = ["throughput", "stages", "workers", "errors", "clips_per_job"] as const;
export type ReportName = (typeof reportNames)[number];

/** Spans of whole hours that end with the running one. */
export const reportPeriods = ["last_24_hours", "last_7_days", "last_30_days"] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

/** Days that a question may span, at the most. */
export const analyticsDays = 366;

/** A share of one; null where there was nothing to take it of. */
const share = z.number().nullable();

/** Counted from the owners' events, by the moment at which each was written. */
export const analyticsFigures = z.object({
  /** The span that was counted: whole hours, UTC; `to` itself is not in it. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  created: z.int(),
  /** Jobs that had ended and were run again. */
  retried: z.int(),
  completed: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  clips: z.int(),
  /** Completed among completed and failed. */
  success_rate: share,
  /** Of those that were completed: since they were created or run again, and since a worker first took them. */
  turnaround: measured,
  processing: measured,
  /** Of the jobs that were completed or failed, those that were completed within the target, as it was when they ended. */
  sla: z.object({ target_seconds: z.number(), within: z.int(), beyond: z.int(), share }),
  /** By the hour, or by the day where more than a week is asked for; empty ones are left out. */
  throughput: z.array(
    z.object({ at: z.iso.datetime(), created: z.int(), completed: z.int(), failed: z.int(), cancelled: z.int() }),
  ),
  stages: z.array(
    z.object({
      stage: stageName,
      done: z.int(),
      failed: z.int(),
      /** Went wrong and were tried again. */
      tried_again: z.int(),
      /** Given back by a worker that stopped, or cancelled. */
      interrupted: z.int(),
      /** Of attempts that were done. */
      duration: measured,
      /** From when a step was there for a worker until one took it. */
      wait: measured,
      /** Seconds that attempts took, and seconds for which workers were online; `use` is the one by the other, more than 1 where they do several at once. */
      busy_seconds: z.number(),
      online_seconds: z.number(),
      use: share,
    }),
  ),
  /** Failed jobs by what went wrong where, whatever names and numbers the message had; the most frequent twenty. */
  errors: z.array(
    z.object({
      fingerprint: z.string(),
      error_code: z.enum(errorCodes).or(z.string()),
      stage: z.string(),
      count: z.int(),
      /** The hour of the last one, or the day as in `throughput`. */
      last_at: z.iso.datetime(),
    }),
  ),
  clips_per_job: z.object({
    mean: z.number().nullable(),
    counts: z.array(z.object({ clips: z.int(), jobs: z.int() })),
  }),
});
export type AnalyticsFigures = z.output<typeof analyticsFigures>;

/** A span of time; it is widened to whole hours. */
export const analyticsSpan = z
  .strictObject({ from: z.iso.datetime(), to: z.iso.datetime() })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ["to"], message: "It ends before it begins." })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= analyticsDays * 86_400_000, {
    path: ["from"],
    message: `At most ${analyticsDays} days.`,
  });
