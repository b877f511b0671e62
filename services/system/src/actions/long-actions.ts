import type { LongActions } from "@agentos/action-kit/long/long-action";
import { exportAnalytics } from "../analytics/export.ts";
import { generateReport } from "../analytics/generate-report.ts";
import { recompute } from "../analytics/recompute.ts";
import { backUpDatabase, backUpSystem } from "../backups/make-backup.ts";
import { reset } from "../backups/reset.ts";
import { restoreDatabase, restoreSystem } from "../backups/restore.ts";
import { verifyBackup } from "../backups/verify-backup.ts";
import { analyze, vacuum } from "../care/each-table.ts";
import { checkIntegrity } from "../care/check-integrity.ts";
import { reindex } from "../care/reindex.ts";
import { runHealthCheck } from "../controls/health-check.ts";
import { cleanStorage } from "../storage/clean-storage.ts";
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
    "database.backup": backUpDatabase(context),
    "system.backup": backUpSystem(context),
    "database.restore": restoreDatabase(context),
    "system.restore": restoreSystem(context),
    "system.reset": reset(context),
    "system.verify_backup": verifyBackup(context),
    "database.vacuum": vacuum(context),
    "database.reindex": reindex(context),
    "system.clean_storage": cleanStorage(context),
    "system.run_health_check": runHealthCheck(context),
    "database.check_integrity": checkIntegrity(context),
  };
}
