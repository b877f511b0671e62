import type { LongActions } from "@agentos/action-kit/long/long-action";
import type { ActionHandlers } from "@agentos/action-kit/handler";
import { configActions } from "../config/config-actions.ts";
import { scheduleReport } from "../analytics/schedule-report.ts";
import { terminateQuery } from "../care/terminate-query.ts";
import { alertAcknowledge } from "../alerts/acknowledge.ts";
import { deleteBackup } from "../backups/delete-backup.ts";
import type { Context } from "../context.ts";
import { createAlert } from "../logs/create-alert.ts";
import { deleteAlert } from "../logs/delete-alert.ts";
import { purge } from "../logs/purge.ts";
import { resetLevel } from "../logs/reset-level.ts";
import { rotate } from "../logs/rotate.ts";
import { setLevel } from "../logs/set-level.ts";
import { clearCache, warmCache } from "../controls/caches.ts";
import { pauseIntake, resumeIntake } from "../controls/intake.ts";
import { disableMaintenance, enableMaintenance } from "../controls/maintenance.ts";

/** The actions that system carries out at once. */
export function systemActions(context: Context): Omit<ActionHandlers<"system">, keyof LongActions<"system">> {
  return {
    "logs.create_alert": createAlert(context),
    "logs.delete_alert": deleteAlert(context),
    "logs.purge": purge(context),
    "logs.reset_level": resetLevel(context),
    "logs.rotate": rotate(context),
    "logs.set_level": setLevel(context),
    "analytics.schedule_report": scheduleReport(context),
    ...configActions(context),
    "database.terminate_query": terminateQuery(context),
    "system.delete_backup": deleteBackup(context),
    "system.clear_cache": clearCache(context),
    "system.warm_cache": warmCache(context),
    "system.enable_maintenance": enableMaintenance(context),
    "system.disable_maintenance": disableMaintenance(context),
    "system.pause_intake": pauseIntake(context),
    "system.resume_intake": resumeIntake(context),
    "alert.acknowledge": alertAcknowledge(context),
  };
}
