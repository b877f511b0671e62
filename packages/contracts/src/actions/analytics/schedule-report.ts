import { z } from "zod";
import { reportNames, reportPeriods } from "../../analytics.ts";
import { defineAction } from "../action-contract.ts";

export const analyticsScheduleReport = defineAction({
  name: "analytics.schedule_report",
  owner: "system",
  view: "analytics",
  permission: "ANALYTICS_VIEW",
  risk: "standard",
  perMinute: 10,
  payload: z.strictObject({
    report: z.enum(["overview", ...reportNames]).describe("A page with charts of everything, or one table."),
    period: z.enum(reportPeriods).default("last_24_hours"),
    cron: z
      .string()
      .min(9)
      .max(100)
      .nullable()
      .describe("Minute, hour, day of the month, month, day of the week, in UTC; null: not any more."),
    webhook: z.string().min(1).max(60).optional().describe("A destination of the configuration that is told of it."),
  }),
  /** Null where it is not made any more. */
  result: z.object({ next_at: z.iso.datetime().nullable() }),
  errors: [],
  summary: "Has a report made again and again; another schedule of the same report takes the place of the one before.",
  label: "Schedule a report",
  example: { report: "overview", period: "last_7_days", cron: "0 6 * * 1" },
});
