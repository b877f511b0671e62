import { z } from "zod";
import type { JobStatus } from "../../api/jobs.ts";
import { stageName } from "../../stages/stages.ts";
import { personal } from "../action-contract.ts";

const tenYearsInHours = 10 * 365 * 24;

function jobFilter<const Status extends JobStatus>(statuses: readonly [Status, ...Status[]]) {
  return z
    .strictObject({
      status: z.enum(statuses).optional(),
      stage: stageName.optional().describe("The stage that the job is at, or at which it ended."),
      user_id: z.uuid().optional(),
      older_than_hours: z.number().min(0).max(tenYearsInHours).optional().describe("Made longer ago than this."),
      search: personal(z.string().trim().min(1).max(200)).optional().describe("In the title or the error, or an id."),
    })
    .refine((filter) => Object.values(filter).some((value) => value !== undefined), {
      message: "must say something: it would mean every job",
    });
}

/** Payload of an action on some jobs: named one by one, or found by what they have in common. */
export function someJobs<const Status extends JobStatus>(statuses: readonly [Status, ...Status[]]) {
  return z
    .strictObject({
      job_ids: z.array(z.uuid()).min(1).max(1000).optional(),
      filter: jobFilter(statuses).optional().describe("Up to 5,000 jobs, the oldest first."),
    })
    .refine((payload) => (payload.job_ids === undefined) !== (payload.filter === undefined), {
      message: "takes either job_ids or filter",
    });
}
