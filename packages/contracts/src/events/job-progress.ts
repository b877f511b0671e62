import { z } from "zod";
import { stageName } from "../stages/stages.ts";
import { defineTick } from "./event-contract.ts";

export const jobProgress = defineTick({
  name: "job:progress",
  owner: "jobs",
  tells: "How far a job is, whenever it is further; within a run it only grows.",
  payload: z.object({
    job_id: z.uuid(),
    user_id: z.uuid(),
    run: z.int(),
    stage: stageName,
    /** Of the stage and of the whole job, 0 to 1. */
    stage_progress: z.number(),
    progress: z.number(),
    eta_seconds: z.number().nullable(),
  }),
});
