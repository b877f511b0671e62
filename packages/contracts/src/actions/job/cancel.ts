import { z } from "zod";
import { jobStatus } from "../../api/jobs.ts";
import { defineAction } from "../action-contract.ts";
import { exampleJobId } from "./example-job.ts";

export const jobCancel = defineAction({
  name: "job.cancel",
  owner: "jobs",
  view: "jobs_queue",
  permission: "JOB_CANCEL",
  risk: "standard",
  perMinute: 50,
  payload: z.strictObject({ job_id: z.uuid() }),
  result: z.object({ job_id: z.uuid(), status: jobStatus }),
  errors: ["NOT_FOUND", "CONFLICT"],
  summary: "Ends a job that is not over: its running stage is stopped, no later one starts, half-written files go.",
  label: "Cancel job",
  confirmation: "Cancel this job? What its running stage has done so far is lost.",
  example: { job_id: exampleJobId },
});
