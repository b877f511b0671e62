import { z } from "zod";
import { errorCodes } from "../errors.ts";
import { jobOptions } from "../job-options.ts";
import { queueRow } from "../queue-row.ts";
import { stageName } from "../stages/stages.ts";
import { defineHint, defineRequest } from "./message-contract.ts";

/** A step that a worker has claimed. `input` is checked against the stage's own schema by the worker. */
export const claimedTask = z.object({
  attempt_id: z.uuid(),
  step_id: z.uuid(),
  job_id: z.uuid(),
  run: z.int().positive(),
  stage: stageName,
  /** 1 for the first try. */
  tries: z.int().positive(),
  input: z.unknown(),
  /** W3C trace context of the request that created the job. */
  traceparent: z.string(),
});
export type ClaimedTask = z.infer<typeof claimedTask>;

/**
 * Takes up to `max` waiting steps of a stage. The same `request_id` again gives the same tasks, so that a lost reply costs
 * nothing.
 */
export const claim = defineRequest({
  kind: "cmd",
  owner: "jobs",
  name: "claim",
  callers: ["media"],
  deadlineMs: 5000,
  request: z.object({ request_id: z.uuid(), worker_id: z.string(), stage: stageName, max: z.int().min(1).max(16) }),
  reply: z.object({ tasks: z.array(claimedTask) }),
});

/** Keeps leases and tells progress. `cancel`: stop, the job was cancelled. `stale`: stop, the step is somebody else's now. */
export const renew = defineRequest({
  kind: "cmd",
  owner: "jobs",
  name: "renew",
  callers: ["media"],
  deadlineMs: 2000,
  request: z.object({
    worker_id: z.string(),
    attempts: z.array(z.object({ attempt_id: z.uuid(), progress: z.number().min(0).max(1) })).max(64),
  }),
  reply: z.object({
    verdicts: z.array(z.object({ attempt_id: z.uuid(), verdict: z.enum(["continue", "cancel", "stale"]) })),
  }),
});

const verdict = z.object({ accepted: z.boolean(), reason: z.enum(["stale", "cancelled", "invalid"]).nullable() });

/**
 * Hands in a result. Accepted only from the current attempt; the same result again is accepted again. `invalid`: it has not the
 * form of the stage's output or points at files that are not the attempt's, and counts as a failed attempt.
 */
export const complete = defineRequest({
  kind: "cmd",
  owner: "jobs",
  name: "complete",
  callers: ["media"],
  deadlineMs: 10_000,
  request: z.object({ attempt_id: z.uuid(), worker_id: z.string(), output: z.unknown() }),
  reply: verdict,
});

/** Tells that an attempt failed; a retryable error is tried again until the stage's tries are used up. */
export const fail = defineRequest({
  kind: "cmd",
  owner: "jobs",
  name: "fail",
  callers: ["media"],
  deadlineMs: 10_000,
  request: z.object({
    attempt_id: z.uuid(),
    worker_id: z.string(),
    error: z.object({ code: z.enum(errorCodes), message: z.string(), retryable: z.boolean() }),
  }),
  reply: verdict,
});

/** Gives a step back unfinished (the worker is stopping); it does not count as a try. */
export const release = defineRequest({
  kind: "cmd",
  owner: "jobs",
  name: "release",
  callers: ["media"],
  deadlineMs: 5000,
  request: z.object({ attempt_id: z.uuid(), worker_id: z.string() }),
  reply: verdict,
});

/** Makes a job of a finished upload, as its owner. The same upload gives the same job. */
export const createFromUpload = defineRequest({
  kind: "cmd",
  owner: "jobs",
  name: "create_from_upload",
  callers: ["uploads"],
  deadlineMs: 5000,
  request: z.object({
    user_id: z.uuid(),
    upload: z.object({
      upload_id: z.uuid(),
      key: z.string(),
      filename: z.string(),
      bytes: z.int(),
      sha256: z.string(),
    }),
    options: jobOptions,
  }),
  reply: z.object({ job_id: z.uuid(), status: z.string() }),
});

/** How much waits and runs at a stage. */
export const getQueue = defineRequest({
  kind: "query",
  owner: "jobs",
  name: "get_queue",
  callers: ["fleet"],
  deadlineMs: 3000,
  request: z.object({ stage: stageName }),
  reply: queueRow,
});

/** There is something to claim. */
export const wake = defineHint({
  owner: "jobs",
  name: "wake",
  listeners: ["media"],
  payload: z.object({ stages: z.array(stageName) }),
});

/** These attempts are to stop: ask `renew` at once. */
export const interrupt = defineHint({
  owner: "jobs",
  name: "interrupt",
  listeners: ["media"],
  payload: z.object({ attempt_ids: z.array(z.uuid()) }),
});
