import type { LongActions } from "@agentos/action-kit/long/long-action";
import type { ActionHandlers } from "@agentos/action-kit/handler";
import { terminateQuery } from "../care/terminate-query.ts";
import type { Context } from "../context.ts";
import { clearCache, warmCache } from "../controls/caches.ts";
import { pauseIntake, resumeIntake } from "../controls/intake.ts";
import { disableMaintenance, enableMaintenance } from "../controls/maintenance.ts";

/** The actions that system carries out at once. */
export function systemActions(context: Context): Omit<ActionHandlers<"system">, keyof LongActions<"system">> {
  return {
    "database.terminate_query": terminateQuery(context),
    "system.clear_cache": clearCache(context),
    "system.warm_cache": warmCache(context),
    "system.enable_maintenance": enableMaintenance(context),
    "system.disable_maintenance": disableMaintenance(context),
    "system.pause_intake": pauseIntake(context),
    "system.resume_intake": resumeIntake(context),
  };
}
