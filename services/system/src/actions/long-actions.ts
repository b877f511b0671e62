import type { LongActions } from "@agentos/action-kit/long/long-action";
import { exportAnalytics } from "../analytics/export.ts";
import { generateReport } from "../analytics/generate-report.ts";
import { recompute } from "../analytics/recompute.ts";
import { analyze, vacuum } from "../care/each-table.ts";
import { checkIntegrity } from "../care/check-integrity.ts";
import { reindex } from "../care/reindex.ts";
import type { Context } from "../context.ts";
import { archive } from "../logs/archive.ts";
import { exportLines } from "../logs/export-lines.ts";

/** The actions of system that take their time. */
export function longActions(context: Context): LongActions<"system"> {
  return {
    "analytics.export": exportAnalytics(context),
    "analytics.generate_report": generateReport(context),
    "analytics.recompute": recompute(context),
    "database.analyze": analyze(context),
    "logs.archive": archive(context),
    "logs.export": exportLines(context),
    "database.vacuum": vacuum(context),
    "database.reindex": reindex(context),
    "database.check_integrity": checkIntegrity(context),
  };
}
