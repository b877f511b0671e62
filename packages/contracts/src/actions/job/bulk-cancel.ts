import { affected, defineAction, itemOutcomes } from "../action-contract.ts";
import { someJobs } from "./some-jobs.ts";

export const jobBulkCancel = defineAction({
  name: "job.bulk_cancel",
  owner: "jobs",
  view: "dashboard",
  permission: "JOB_MANAGE",
  risk: "bulk",
  perMinute: 10,
  payload: someJobs(["queued", "processing"]),
  result: itemOutcomes,
  dryRun: affected,
  reason: "required",
  errors: [],
  summary: "Cancels jobs that are not over, each as job.cancel does.",
  label: "Cancel jobs",
  confirmation: "Cancel these jobs?",
  example: { filter: { status: "queued", older_than_hours: 24 } },
});
