import { z } from "zod";
import { artefact } from "../artefact.ts";
import { jobOptions, priorities } from "../job-options.ts";
import { roles } from "../roles.ts";
import { stageName } from "../stages/stages.ts";
import { clipView } from "./clips.ts";
import { pageQuery } from "./envelope.ts";
import { jobExamples } from "./examples.ts";
import { defineOperation } from "./operation.ts";

const none = z.object({});
const byJob = z.object({ job_id: z.uuid() });

export const jobStatuses = ["queued", "processing", "completed", "failed", "cancelled"] as const;
export const jobStatus = z.enum(jobStatuses);
export type JobStatus = z.infer<typeof jobStatus>;

export const jobError = z.object({ code: z.string(), stage: z.string(), message: z.string() });

export const stepView = z.object({
  stage: stageName,
  label: z.string(),
  /** `blocked` waits for the stage before; `waiting` can be taken; `held` waits for a drained queue. */
  state: z.enum(["blocked", "waiting", "held", "running", "done", "failed", "cancelled"]),
  progress: z.number(),
  /** Attempts so far. */
  tries: z.int(),
  reused: z.boolean(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  duration_seconds: z.number().nullable(),
});

/** What staff sees of a step beside: who worked on it, how each try went, and the files that came of it. */
export const stepWork = z.object({
  stage: stageName,
  /** The first one first; one without an outcome goes on. */
  attempts: z.array(
    z.object({
      try: z.int(),
      worker_id: z.string(),
      outcome: z.enum(["done", "failed", "lost", "released", "cancelled"]).nullable(),
      error: z.object({ code: z.string(), message: z.string() }).nullable(),
      waited_seconds: z.number(),
      started_at: z.iso.datetime(),
      ended_at: z.iso.datetime().nullable(),
    }),
  ),
  files: z.array(artefact.omit({ key: true }).extend({ name: z.string() })),
});

const whoever = z.object({ user_id: z.uuid(), role: z.enum(roles) });

/** What staff sees of a job's run: who had it begun and who cancelled it, with the role of then. */
export const runView = z.object({
  run: z.int(),
  state: z.enum(["active", "completed", "failed", "cancelled"]),
  begun_at: z.iso.datetime(),
  /** Null for the first one, which came with the job. */
  begun_by: whoever.nullable(),
  ended_at: z.iso.datetime().nullable(),
  cancelled_by: whoever.nullable(),
});

export const jobView = z.object({
  id: z.uuid(),
  user_id: z.uuid(),
  title: z.string(),
  status: jobStatus,
  stage: stageName.nullable(),
  progress: z.number(),
  eta_seconds: z.number().nullable(),
  priority: z.enum(priorities),
  run: z.int(),
  clip_count: z.int(),
  note: z.string().nullable(),
  error: jobError.nullable(),
  seeded: z.boolean(),
  version: z.int(),
  trace_id: z.string(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
});
export type JobView = z.infer<typeof jobView>;

export const jobDetail = jobView.extend({
  source: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("upload"), upload_id: z.uuid(), filename: z.string(), bytes: z.int() }),
    z.object({ kind: z.literal("url"), url: z.string() }),
  ]),
  duration_seconds: z.number().nullable(),
  options: jobOptions,
  steps: z.array(stepView),
  /** What people should know of how it was made, such as an engine that was not available. */
  notes: z.array(z.string()),
  /** By the steps of the run; null for those who are not staff. */
  work: z.array(stepWork).nullable(),
  /** All runs, the first one first; null for those who are not staff. */
  runs: z.array(runView).nullable(),
});
export type JobDetail = z.infer<typeof jobDetail>;

const listOf = (path: `/api/jobs/${string}`, summary: string) =>
  ({
    method: "GET",
    path,
    tag: "jobs",
    summary,
    access: "user",
    body: null,
    reply: z.array(jobView),
    paged: true,
    example: jobExamples.list,
  }) as const;

export const jobOperations = {
  today: defineOperation({
    ...listOf("/api/jobs/today", "Jobs created since midnight UTC, newest first"),
    params: none,
    query: pageQuery,
  }),
  history: defineOperation({
    ...listOf("/api/jobs/history", "Jobs, newest first, filtered and searched"),
    params: none,
    query: pageQuery.extend({
      status: jobStatus.optional(),
      search: z.string().max(200).optional().describe("Part of a title or an error, or a job's id."),
    }),
  }),
  byStatus: defineOperation({
    ...listOf("/api/jobs/status/:status", "Jobs of one status, newest first"),
    params: z.object({ status: jobStatus }),
    query: pageQuery,
  }),
  byUser: defineOperation({
    ...listOf("/api/jobs/user/:user_id", "Jobs of one user: the own ones, or any for staff"),
    params: z.object({ user_id: z.uuid() }),
    query: pageQuery,
  }),
  recent: defineOperation({
    method: "GET",
    path: "/api/jobs/recent/:limit",
    tag: "jobs",
    summary: "The newest jobs",
    access: "user",
    params: z.object({ limit: z.coerce.number().int().min(1).max(100) }),
    query: none,
    body: null,
    reply: z.array(jobView),
    example: jobExamples.list,
  }),
  summary: defineOperation({
    method: "GET",
    path: "/api/jobs/summary/stats",
    tag: "jobs",
    summary: "Counts by status, success rate and mean duration",
    access: "user",
    params: none,
    query: none,
    body: null,
    reply: z.object({
      by_status: z.record(jobStatus, z.int()),
      active: z.int(),
      total: z.int(),
      clips: z.int(),
      /** Completed among completed and failed, 0–1; null before the first. */
      success_rate: z.number().nullable(),
      mean_seconds: z.number().nullable(),
    }),
    example: jobExamples.summary,
  }),
  create: defineOperation({
    method: "POST",
    path: "/api/jobs/create",
    tag: "jobs",
    summary: "Make a job of a finished upload or a public address",
    access: "user",
    writes: true,
    takesIn: true,
    params: none,
    query: none,
    body: z.union([
      z.strictObject({ upload_id: z.uuid(), options: jobOptions.optional() }),
      z.strictObject({ url: z.url().max(2000), options: jobOptions.optional() }),
    ]),
    reply: z.object({ job_id: z.uuid(), status: jobStatus }),
    status: 201,
    example: jobExamples.create,
  }),
  get: defineOperation({
    method: "GET",
    path: "/api/jobs/:job_id",
    tag: "jobs",
    summary: "One job with its steps, progress and estimated time",
    access: "user",
    params: byJob,
    query: none,
    body: null,
    reply: jobDetail,
    example: jobExamples.get,
  }),
  clips: defineOperation({
    method: "GET",
    path: "/api/jobs/:job_id/clips",
    tag: "jobs",
    summary: "The clips of a job, best first",
    access: "user",
    params: byJob,
    query: none,
    body: null,
    reply: z.array(clipView),
    example: jobExamples.clips,
  }),
  retryPreview: defineOperation({
    method: "GET",
    path: "/api/jobs/:job_id/retry",
    tag: "jobs",
    summary: "What a retry would do",
    access: "user",
    params: byJob,
    query: none,
    body: null,
    reply: z.object({
      allowed: z.boolean(),
      why_not: z.string().nullable(),
      from_stage: stageName.nullable(),
      reused_stages: z.array(stageName),
    }),
    example: jobExamples.retryPreview,
  }),
  note: defineOperation({
    method: "POST",
    path: "/api/jobs/:job_id/status",
    tag: "jobs",
    summary: "Set the owner's status note; never the state itself",
    access: "user",
    params: byJob,
    query: none,
    body: z.strictObject({ note: z.string().max(500).nullable() }),
    reply: z.object({ job_id: z.uuid(), note: z.string().nullable() }),
    example: jobExamples.note,
  }),
};
