import { z } from "zod";
import { analyticsSpan, reportNames } from "../../analytics.ts";
import { exportedFile } from "../../exported-file.ts";
import { defineAction } from "../action-contract.ts";

export const analyticsExport = defineAction({
  name: "analytics.export",
  owner: "system",
  view: "analytics",
  permission: "ANALYTICS_VIEW",
  risk: "long",
  perMinute: 10,
  payload: analyticsSpan.safeExtend({ report: z.enum(reportNames), format: z.enum(["csv", "json"]) }),
  result: exportedFile,
  errors: ["STORAGE_FULL", "ACTION_ABORTED"],
  summary: "Makes a file of what was counted in a span of time.",
  label: "Export",
  example: { report: "throughput", from: "2026-03-01T00:00:00Z", to: "2026-03-08T00:00:00Z", format: "csv" },
});
