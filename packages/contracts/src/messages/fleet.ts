import { z } from "zod";
import { errorCodes } from "../errors.ts";
import { fleetLimits } from "../limits.ts";
import { stageName } from "../stages/stages.ts";
import { defineHint, defineRequest } from "./message-contract.ts";

/** What one value of an agent's settings can be. */
export const settingValue = z.union([z.string(), z.number(), z.boolean()]);

/** Settings by their names; checked against the stage's own schema by whoever takes them in. */
export const settingValues = z.record(z.string(), settingValue);

/** How a worker's test of its programs and models on a tiny sample went; `id` is of whoever asked for it. */
export const selfTestReport = z.object({
  id: z.string(),
  ok: z.boolean(),
  error_code: z.enum(errorCodes).nullable(),
  message: z.string().nullable(),
  seconds: z.number(),
  at: z.iso.datetime(),
});
export type SelfTestReport = z.infer<typeof selfTestReport>;

/** An attempt that failed. What was said of it to people may name their files, and is not told here. */
export const failureReport = z.object({
  attempt_id: z.uuid(),
  job_id: z.uuid(),
  error_code: z.enum(errorCodes),
  /** The input was at fault, not the worker. */
  input_at_fault: z.boolean(),
  at: z.iso.datetime(),
});

/** What a worker has done since it started, and what it takes to do it. */
export const workerFigures = z.object({
  /** Attempts that ended with a result that was taken. */
  done: z.int().nonnegative(),
  /** Attempts that failed, other than by their input's fault. */
  failed: z.int().nonnegative(),
  /** Of the last twenty of these. */
  recent_done: z.int().nonnegative(),
  recent_failed: z.int().nonnegative(),
  /** Seconds of all attempts that have ended, and of those among them whose result was taken. */
  busy_seconds: z.number().nonnegative(),
  useful_seconds: z.number().nonnegative(),
  /** Of the worker and of the programs that it runs, since the last report; 100 is one core. */
  cpu_percent: z.number().nonnegative(),
  cores: z.int().positive(),
  rss_bytes: z.number().nonnegative(),
  /** What the machine or the container has. */
  memory_bytes: z.number().positive(),
});
export type WorkerFigures = z.infer<typeof workerFigures>;

export const runningTask = z.object({
  attempt_id: z.uuid(),
  job_id: z.uuid(),
  progress: z.number().min(0).max(1),
  since: z.iso.datetime(),
});

/**
 * A worker tells how it is, every `heartbeats.everySeconds`, and at once when it is nudged or has changed; and hears what it is to
 * be. Until the first answer it takes no work; while fleet is away, the last answer holds.
 */
export const heartbeat = defineRequest({
  kind: "cmd",
  owner: "fleet",
  name: "heartbeat",
  callers: ["media"],
  deadlineMs: 3000,
  request: z.object({
    /** Another one for every process. */
    worker_id: z.string().min(1).max(100),
    agent: stageName,
    /** The place that the process runs in, by the name that whoever started it knows it. */
    slot: z.string().min(1).max(80),
    pid: z.int().positive(),
    started_at: z.iso.datetime(),
    /** Its programs passed the last self-test. */
    ready: z.boolean(),
    /** Takes work, if there is any. */
    taking: z.boolean(),
    concurrency: z.int().positive(),
    /** The settings that the next task runs with. */
    settings: settingValues,
    /** Of the directives that are in force; 0 before the first. */
    generation: z.int().nonnegative(),
    tasks: z.array(runningTask).max(64),
    figures: workerFigures,
    /** The latest failures, newest last. */
    failures: z.array(failureReport).max(20),
    self_test: selfTestReport.nullable(),
    /** The last word: it ends now. */
    leaving: z.boolean(),
  }),
  reply: z.object({
    /** Grows with every change of what follows. */
    generation: z.int().positive(),
    taking: z.boolean(),
    /** Null: what the worker is configured with. */
    concurrency: z.int().min(1).max(fleetLimits.concurrency).nullable(),
    settings: settingValues,
    /** A self-test that is asked for, until it was reported. */
    self_test: z.string().nullable(),
  }),
});
export type Heartbeat = z.output<typeof heartbeat.request>;
export type Directives = z.output<typeof heartbeat.reply>;

/** Workers of an agent, or one worker, are to report now: there is something new for them. */
export const nudge = defineHint({
  owner: "fleet",
  name: "nudge",
  listeners: ["media"],
  payload: z.object({ agents: z.array(stageName), worker_ids: z.array(z.string()) }),
});
