import type { ManagerWorks } from "@agentos/manager-kit/work";
import { makeDueReports } from "./analytics/report-scheduler.ts";
import { alertEvaluator } from "./alerts/evaluator.ts";
import { removeExpiredBackups } from "./backups/expired-backups.ts";
import type { Context } from "./context.ts";
import { keepParts } from "./logs/keep-parts.ts";
import { watchLogs } from "./logs/watch.ts";
import { removeExpiredExports } from "./storage/expired-exports.ts";

/** The managers that system runs. */
export function systemManagers(context: Context): ManagerWorks<"system"> {
  return {
    "report-scheduler": async ({ signal }) => ({ reports: await makeDueReports(context, signal) }),
    "log-keeper": (run) => keepParts(context, run),
    "log-watcher": (run) => watchLogs(context, run),
    "storage-janitor": async ({ signal }) => ({
      exports: await removeExpiredExports(context, signal),
      backups: await removeExpiredBackups(context, signal),
    }),
    "alert-evaluator": alertEvaluator(context),
  };
}
