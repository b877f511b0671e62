import { jobStatuses } from "@agentos/contracts/api/jobs";
import { errorCodes } from "@agentos/contracts/errors";
import { priorities } from "@agentos/contracts/job-options";
import { jobSorts, openStates } from "@agentos/contracts/snapshot/parts/job-rows";
import { stageName } from "@agentos/contracts/stages/stages";
import { z } from "zod";

export const tabNames = ["jobs", "queues", "dead_letters"] as const;

/** What of the view stands in its address: the part that is shown, and the job that is open. */
export const placeSchema = z.object({ tab: z.enum(tabNames).optional(), job: z.uuid().optional() });

/** Which jobs are listed, and in which order. */
export const jobsFilterSchema = z.object({
  status: z.enum([...jobStatuses, "active"]).optional(),
  search: z.string().max(200).optional(),
  stage: stageName.optional(),
  priority: z.enum(priorities).optional(),
  error_code: z.enum(errorCodes).optional(),
  user_id: z.uuid().optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  sort: z.enum(jobSorts).optional(),
});
export type JobsFilter = z.output<typeof jobsFilterSchema>;

/** Which steps that wait or run are listed. */
export const stepsFilterSchema = z.object({ queue: stageName.optional(), state: z.enum(openStates).optional() });

export const lettersFilterSchema = z.object({ queue: stageName.optional(), error_code: z.enum(errorCodes).optional() });
