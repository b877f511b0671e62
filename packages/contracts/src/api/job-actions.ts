import { z } from "zod";
import { reason } from "../actions/action-contract.ts";
import { actionReply } from "../actions/action-reply.ts";
import { jobCancel } from "../actions/job/cancel.ts";
import { jobRetry } from "../actions/job/retry.ts";
import { stageName } from "../stages/stages.ts";
import { jobExamples } from "./examples.ts";
import { jobStatus } from "./jobs.ts";
import { defineOperation } from "./operation.ts";

const none = z.object({});
const byJob = z.object({ job_id: z.uuid() });

/** `job.cancel` and `job.retry` under the names of jobs: the same pipeline, for anybody on their own jobs. */
export const jobActionOperations = {
  cancel: defineOperation({
    method: "POST",
    path: "/api/jobs/:job_id/cancel",
    tag: "jobs",
    summary: "Cancel a job",
    action: jobCancel,
    access: "user",
    params: byJob,
    query: none,
    unchecked: true,
    body: z.strictObject({ reason: reason.optional() }),
    accepted: actionReply,
    reply: z.object({ job_id: z.uuid(), status: jobStatus }),
    example: jobExamples.cancel,
  }),
  retry: defineOperation({
    method: "POST",
    path: "/api/jobs/:job_id/retry",
    tag: "jobs",
    summary: "Run a failed or cancelled job again from the stage that failed, or from a named one",
    action: jobRetry,
    access: "user",
    params: byJob,
    query: none,
    unchecked: true,
    body: z.strictObject({ from_stage: stageName.optional(), reason: reason.optional() }),
    accepted: actionReply,
    reply: z.object({ job_id: z.uuid(), status: jobStatus, run: z.int(), from_stage: stageName }),
    example: jobExamples.retry,
  }),
};
