import { z } from "zod";
import { errorCodes } from "../errors.ts";

export const actionStates = ["running", "held", "done", "failed"] as const;

/** Reply of `POST /api/admin/action`: `accepted` is still under way, and `dry_run` changed nothing. */
export const actionReply = z.object({
  action_id: z.uuid(),
  status: z.enum(["succeeded", "accepted", "dry_run"]),
  result: z.unknown(),
});
export type ActionReply = z.infer<typeof actionReply>;

/** One action, as its status tells. */
export const actionView = z.object({
  action_id: z.uuid(),
  action: z.string(),
  user_id: z.uuid(),
  /** `held`: its effect is under way outside the database. */
  state: z.enum(actionStates),
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  abort_requested: z.boolean(),
  result: z.unknown(),
  error: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
  trace_id: z.string(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
  duration_ms: z.number().nullable(),
});

/** How the pipeline has done and stands. */
export const actionsOverview = z.object({
  /** Of the last day; times in milliseconds from the intent to the outcome. */
  statistics: z.array(
    z.object({
      action: z.string(),
      done: z.int(),
      failed: z.int(),
      open: z.int(),
      p50_ms: z.number().nullable(),
      p95_ms: z.number().nullable(),
    }),
  ),
  /** `failures` among the last `calls`; `retry_after` in seconds. */
  breakers: z.array(
    z.object({
      service: z.string(),
      state: z.enum(["closed", "open", "half_open"]),
      failures: z.int(),
      calls: z.int(),
      retry_after: z.int(),
    }),
  ),
  /** What the caller may still do at once: of each action, and over all (`actions`). */
  limits: z.array(z.object({ name: z.string(), limit: z.int(), remaining: z.int(), reset_seconds: z.int() })),
});
