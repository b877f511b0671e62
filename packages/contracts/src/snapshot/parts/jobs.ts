import { z } from "zod";
import { jobStatuses } from "../../api/jobs.ts";
import { priorities } from "../../job-options.ts";
import { stageName } from "../../stages/stages.ts";
import { managersPart } from "./managers.ts";

/** A job as lists of staff show it. Without an age: what passes by itself would make every snapshot another one. */
export const jobRow = z.object({
  id: z.uuid(),
  user_id: z.uuid(),
  title: z.string(),
  status: z.enum(jobStatuses),
  stage: stageName.nullable(),
  progress: z.number(),
  priority: z.enum(priorities),
  run: z.int(),
  clip_count: z.int(),
  error: z.object({ code: z.string(), stage: z.string(), message: z.string() }).nullable(),
  version: z.int(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
});

const queue = z.object({
  queue: stageName,
  label: z.string(),
  waiting: z.int(),
  running: z.int(),
  held: z.int(),
  dead_letters: z.int(),
  paused: z.boolean(),
  oldest_waiting_at: z.string().nullable(),
});

/** What jobs tells for the snapshot. */
export const jobsParts = {
  jobs: z.object({
    /** How many there are of each status. */
    counts: z.record(z.enum(jobStatuses), z.int()),
    /** The newest 25. */
    recent: z.array(jobRow),
  }),
  queue: z.object({
    waiting: z.int(),
    running: z.int(),
    dead_letters: z.int(),
    queues: z.array(queue),
  }),
  managers: managersPart("jobs"),
};
