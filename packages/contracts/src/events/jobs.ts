import { z } from "zod";
import { priorities } from "../job-options.ts";
import { stages } from "../stages/stages.ts";
import { defineEvent } from "./event-contract.ts";

const job = z.object({ job_id: z.uuid(), user_id: z.uuid(), run: z.int() });

function jobEvent<Name extends `job:${string}`, Payload extends z.ZodType>(
  name: Name,
  tells: string,
  payload: Payload,
) {
  return defineEvent({ name, owner: "jobs", tells, entity: "job", payload });
}

export const jobCreated = jobEvent("job:created", "There is a new job.", job);
export const jobCompleted = jobEvent("job:completed", "All clips of a job are there.", job.extend({ clips: z.int() }));
export const jobFailed = jobEvent(
  "job:failed",
  "A job has failed, at a stage and for a reason.",
  job.extend({ error_code: z.string(), stage: z.string(), message: z.string() }),
);
export const jobCancelled = jobEvent("job:cancelled", "A job was cancelled.", job);
export const jobRetried = jobEvent(
  "job:retried",
  "A job that had ended runs again, from a stage on.",
  job.extend({ from_stage: z.string() }),
);
export const jobNoted = jobEvent("job:noted", "The note beside a job was set or cleared.", job);
export const jobPrioritised = jobEvent(
  "job:prioritised",
  "The job's place among waiting ones has changed.",
  job.extend({ priority: z.enum(priorities) }),
);
export const jobPurged = jobEvent("job:purged", "The job is gone, with its steps, clips and files.", job);
export const clipReady = defineEvent({
  name: "clip:ready",
  owner: "jobs",
  tells: "A clip can be watched.",
  entity: "clip",
  payload: job.extend({ clip_id: z.uuid(), index: z.int() }),
});

const entered = job.extend({ stage: z.string(), tries: z.int() });

/** One event per stage, named by the stage's contract. `tries` is 1 for the first time in a run. */
export const stageEntered = stages.map(({ event, label }) =>
  jobEvent(event, `A worker has taken the job's stage "${label}".`, entered),
);

export const jobStep = jobEvent(
  "job:step",
  "A stage of a job that goes on is done, or goes back to the queue; with an error, if that is why.",
  job.extend({
    stage: z.string(),
    state: z.enum(["done", "waiting"]),
    tries: z.int(),
    error_code: z.string().nullable(),
  }),
);
