import { z } from "zod";
import { priorities } from "../job-options.ts";
import { stages } from "../stages/stages.ts";
import { defineEvent } from "./event-contract.ts";

const job = z.object({ job_id: z.uuid(), user_id: z.uuid(), run: z.int() });
const failure = job.extend({ error_code: z.string(), stage: z.string(), message: z.string() });

export const jobCreated = defineEvent({ name: "job:created", owner: "jobs", entity: "job", payload: job });
export const jobCompleted = defineEvent({
  name: "job:completed",
  owner: "jobs",
  entity: "job",
  payload: job.extend({ clips: z.int() }),
});
export const jobFailed = defineEvent({ name: "job:failed", owner: "jobs", entity: "job", payload: failure });
export const jobCancelled = defineEvent({ name: "job:cancelled", owner: "jobs", entity: "job", payload: job });
export const jobRetried = defineEvent({
  name: "job:retried",
  owner: "jobs",
  entity: "job",
  payload: job.extend({ from_stage: z.string() }),
});
/** The note beside a job was set or cleared. */
export const jobNoted = defineEvent({ name: "job:noted", owner: "jobs", entity: "job", payload: job });
/** The job's place among waiting ones has changed. */
export const jobPrioritised = defineEvent({
  name: "job:prioritised",
  owner: "jobs",
  entity: "job",
  payload: job.extend({ priority: z.enum(priorities) }),
});
/** The job is gone, with its steps, clips and files. */
export const jobPurged = defineEvent({ name: "job:purged", owner: "jobs", entity: "job", payload: job });
export const clipReady = defineEvent({
  name: "clip:ready",
  owner: "jobs",
  entity: "clip",
  payload: job.extend({ clip_id: z.uuid(), index: z.int() }),
});

const entered = job.extend({ stage: z.string(), tries: z.int() });

/**
 * A worker has taken a job's stage: one event per stage, named by the stage's contract. `tries` is 1 for the first time in a
 * run.
 */
export const stageEntered = stages.map(({ event }) =>
  defineEvent({ name: event, owner: "jobs", entity: "job", payload: entered }),
);

/** A stage of a job that goes on is done, or goes back to the queue; with an error, if that is why. */
export const jobStep = defineEvent({
  name: "job:step",
  owner: "jobs",
  entity: "job",
  payload: job.extend({
    stage: z.string(),
    state: z.enum(["done", "waiting"]),
    tries: z.int(),
    error_code: z.string().nullable(),
  }),
});
