import { z } from "zod";
import { analyticsFigures, reportNames, reportPeriods } from "../../analytics.ts";
import { exportedFile } from "../../exported-file.ts";

const report = { report: z.enum(["overview", ...reportNames]), period: z.enum(reportPeriods) };

/** What system tells of analytics: what it has counted of the owners' events, and the reports that it makes of it. */
export const countedPart = z.object({
  /** The running hour and the 23 before. What has not ended is counted until the running hour began. */
  last_24_hours: analyticsFigures,
  /** Reports that are made by themselves. `cron` is in UTC. */
  schedules: z.array(
    z.object({ ...report, cron: z.string(), webhook: z.string().nullable(), next_at: z.iso.datetime() }),
  ),
  /** The newest ten that were. */
  reports: z.array(
    z.object({
      id: z.uuid(),
      ...report,
      due_at: z.iso.datetime(),
      made_at: z.iso.datetime(),
      files: z.array(exportedFile),
    }),
  ),
});
