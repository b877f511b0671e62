import type { ManagerWorks } from "@agentos/manager-kit/work";
import { makeDueReports } from "./analytics/report-scheduler.ts";
import { alertEvaluator } from "./alerts/evaluator.ts";
import { removeExpiredBackups } from "./backups/expired-backups.ts";
import type { Context } from "./context.ts";
import { keepParts } from "./logs/keep-parts.ts";
import { watchLogs } from "./logs/watch.ts";
import { removeExpiredExports } from "./storage/expired-exports.ts";
import { removeOrphans } from "./storage/orphans.ts";

/** The managers that system runs. */
export function systemManagers(context: Context): ManagerWorks<"system"> {
  return {
    "storage-janitor": async ({ settings, signal }) => {
      const exports = await removeExpiredExports(context, signal);
      const before = new Date(Date.now() - settings.orphan_hours * 3_600_000);
      const backups = await removeExpiredBackups(context, signal);
      return { exports, backups, ...(await removeOrphans(context, before, signal)) };
    },
    "report-scheduler": async ({ signal }) => ({ reports: await makeDueReports(context, signal) }),
    "log-keeper": (run) => keepParts(context, run),
    "log-watcher": (run) => watchLogs(context, run),
    "alert-evaluator": alertEvaluator(context),
  };
}
