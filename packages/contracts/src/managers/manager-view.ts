import { z } from "zod";
import { managerOwners } from "../messages/actions.ts";
import { managerName } from "./managers.ts";

/** `aborted`: told to stop (stopped, restarted, handed over, over time), or its instance lost the lead. */
export const runOutcomes = ["done", "failed", "aborted"] as const;

/** What a run did, counted: `{ "reaped": 2 }`. */
export const runCounts = z.record(z.string(), z.number());

export const managerRun = z.object({
  id: z.uuid(),
  /** The running copy of the service that led. */
  instance: z.string(),
  generation: z.int(),
  trigger: z.enum(["schedule", "run_now"]),
  outcome: z.enum(runOutcomes),
  counts: runCounts,
  error: z.string().nullable(),
  started_at: z.iso.datetime(),
  duration_ms: z.number(),
  /** Runs on schedule that found nothing to do are one line: how many, and `started_at` and `duration_ms` of the last. */
  runs: z.int(),
});
export type ManagerRunView = z.infer<typeof managerRun>;

/** `leaderless`: it should run, and no instance leads it now. `failing`: its last run failed. */
export const managerStates = ["running", "waiting", "failing", "paused", "stopped", "leaderless"] as const;

/** A manager as it is at a moment, told by its owner. */
export const managerView = z.object({
  name: managerName,
  owner: z.enum(managerOwners),
  label: z.string(),
  summary: z.string(),
  essential: z.boolean(),
  state: z.enum(managerStates),
  enabled: z.boolean(),
  paused: z.boolean(),
  paused_until: z.iso.datetime().nullable(),
  interval_seconds: z.number(),
  settings: z.record(z.string(), z.unknown()),
  leader: z.string().nullable(),
  /** Running copies of the service, each of which could lead. */
  instances: z.array(z.string()),
  /** Grows with every new lead and every restart. */
  generation: z.int(),
  next_run_at: z.iso.datetime().nullable(),
  last_run: managerRun.nullable(),
  consecutive_failures: z.int(),
  last_error: z.string().nullable(),
  stats: z.object({
    since: z.iso.datetime(),
    runs: z.int(),
    failures: z.int(),
    mean_ms: z.number().nullable(),
    counts: runCounts,
  }),
  /** Newest first. */
  history: z.array(managerRun),
});
export type ManagerView = z.infer<typeof managerView>;
