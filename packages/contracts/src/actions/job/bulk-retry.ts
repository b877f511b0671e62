import { affected, defineAction, itemOutcomes } from "../action-contract.ts";
import { someJobs } from "./some-jobs.ts";

export const jobBulkRetry = defineAction({
  name: "job.bulk_retry",
  owner: "jobs",
  view: "dashboard",
  permission: "JOB_MANAGE",
  risk: "bulk",
  perMinute: 10,
  payload: someJobs(["failed", "cancelled"]),
  result: itemOutcomes,
  dryRun: affected,
  errors: [],
  summary: "Runs failed jobs again, each from its failed stage; cancelled ones too, where they are named.",
  label: "Retry jobs",
  confirmation: "Run these jobs again?",
  example: { filter: { status: "failed", stage: "video_cutter" } },
});
