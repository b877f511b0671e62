import { z } from "zod";
import { reportPeriods } from "../../analytics.ts";
import { exportedFile } from "../../exported-file.ts";
import { defineAction } from "../action-contract.ts";

export const analyticsGenerateReport = defineAction({
  name: "analytics.generate_report",
  owner: "system",
  view: "analytics",
  permission: "ANALYTICS_VIEW",
  risk: "long",
  perMinute: 10,
  payload: z.strictObject({ period: z.enum(reportPeriods) }),
  /** The page with its charts, and the figures that it shows. */
  result: z.object({ page: exportedFile, data: exportedFile }),
  errors: ["STORAGE_FULL", "ACTION_ABORTED"],
  summary: "Makes a page with charts of what was counted, and a file with its figures.",
  label: "Make a report",
  example: { period: "last_7_days" },
});
