import { z } from "zod";
import { priorities } from "../../job-options.ts";
import { defineAction } from "../action-contract.ts";
import { exampleJobId } from "./example-job.ts";

export const jobSetPriority = defineAction({
  name: "job.set_priority",
  owner: "jobs",
  view: "jobs_queue",
  permission: "JOB_MANAGE",
  risk: "standard",
  perMinute: 50,
  payload: z.strictObject({ job_id: z.uuid(), priority: z.enum(priorities) }),
  result: z.object({ job_id: z.uuid(), priority: z.enum(priorities) }),
  errors: ["NOT_FOUND", "CONFLICT"],
  summary: "Moves a job before those of a lower priority, wherever it waits from now on.",
  label: "Set priority",
  example: { job_id: exampleJobId, priority: "high" },
});
