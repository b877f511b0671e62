import { z } from "zod";
import { affected, defineAction, itemOutcomes } from "../action-contract.ts";

export const jobPurge = defineAction({
  name: "job.purge",
  owner: "jobs",
  view: "dashboard",
  permission: "JOB_MANAGE",
  risk: "bulk",
  perMinute: 5,
  payload: z.strictObject({
    older_than_days: z.int().min(1).max(3650).describe("Ended longer ago than this."),
    statuses: z
      .array(z.enum(["completed", "failed", "cancelled"]))
      .min(1)
      .max(3),
  }),
  result: itemOutcomes,
  dryRun: affected,
  reason: "required",
  errors: [],
  summary:
    "Removes jobs that have ended with their steps, clips and files; up to 5,000, the oldest first. Totals stay.",
  label: "Purge jobs",
  confirmation: "Remove these jobs, their clips and their files for good?",
  example: { older_than_days: 90, statuses: ["failed", "cancelled"] },
});
