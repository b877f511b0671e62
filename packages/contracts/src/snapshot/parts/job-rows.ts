import { z } from "zod";
import { jobView } from "../../api/jobs.ts";
import { priorities } from "../../job-options.ts";
import { stageName } from "../../stages/stages.ts";

/** A job as lists of staff show it. Without an age: what passes by itself would make every snapshot another one. */
export const jobRow = jobView.omit({ eta_seconds: true }).extend({
  /** Of the video; null until it is known. */
  media_seconds: z.number().nullable(),
  /** Of the step that the job is at, or at which it ended. */
  tries: z.int(),
  worker_id: z.string().nullable(),
});

/** `ended`: by the end, the last one first; those that go on are not in it. */
export const jobSorts = ["newest", "oldest", "ended"] as const;

/** States of steps that are in a queue. */
export const openStates = ["waiting", "held", "running"] as const;

/** A step in a queue. */
export const queueStep = z.object({
  queue: stageName,
  job_id: z.uuid(),
  step_id: z.uuid(),
  state: z.enum(openStates),
  priority: z.enum(priorities),
  tries: z.int(),
  worker_id: z.string().nullable(),
  progress: z.number(),
  /** From when on it could be claimed; in the future where it is to be tried again later. */
  waiting_since: z.iso.datetime(),
});

/** A step whose tries are used up. */
export const deadLetter = z.object({
  id: z.uuid(),
  queue: stageName,
  job_id: z.uuid(),
  run: z.int(),
  tries: z.int(),
  error: z.object({ code: z.string(), message: z.string() }),
  created_at: z.iso.datetime(),
});
