import { z } from "zod";
import { configPart } from "./config.ts";
import { countedPart } from "./counted.ts";
import { intakePause, maintenanceState } from "../../actions/system/switch-state.ts";
import { backupView, newestShown } from "../../backups/backup.ts";
import { alertsPart } from "./alerts.ts";
import { managersPart } from "./managers.ts";
import { systemLogsPart } from "./system-logs.ts";

/** What system tells for the snapshot. */
export const systemParts = {
  config: configPart,
  analytics: countedPart,
  managers: managersPart("system"),
  logs: systemLogsPart,
  system: z.object({
    maintenance: maintenanceState,
    intake_pause: intakePause,
    database: z.object({
      /** As PostgreSQL says it: `17.2`. */
      version: z.string(),
    }),
    alerts: alertsPart,
    /** Newest first. */
    backups: z.array(backupView).max(newestShown),
  }),
};
