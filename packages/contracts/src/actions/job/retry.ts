import { z } from "zod";
import { jobStatus } from "../../api/jobs.ts";
import { stageName } from "../../stages/stages.ts";
import { defineAction } from "../action-contract.ts";
import { exampleJobId } from "./example-job.ts";

export const jobRetry = defineAction({
  name: "job.retry",
  owner: "jobs",
  view: "jobs_queue",
  permission: "JOB_CANCEL",
  risk: "standard",
  perMinute: 50,
  payload: z.strictObject({
    job_id: z.uuid(),
    from_stage: stageName.optional().describe("Begins there; else at the first stage that is not finished."),
  }),
  result: z.object({ job_id: z.uuid(), status: jobStatus, run: z.int(), from_stage: stageName }),
  errors: ["NOT_FOUND", "CONFLICT"],
  summary: "Runs a failed or cancelled job again from its failed stage, or a named one; finished stages are reused.",
  label: "Retry job",
  example: { job_id: exampleJobId },
});
