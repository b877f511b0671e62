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
      /** Of everything, and of each owner's schema; in whole megabytes, so that it is not another one every second. */
      megabytes: z.int(),
      schemas: z.array(z.object({ schema: z.string(), megabytes: z.int() })),
      /** That operators can have cared for, by name, as their actions name them: `jobs.steps`. */
      tables: z.array(z.object({ table: z.string(), megabytes: z.int() })),
      /** In tens: single ones come and go. */
      connections: z.object({ used: z.int(), most: z.int() }),
      /** Statements and transactions that have been going on for more than ten seconds, the oldest first; at most twenty. */
      slow: z.array(
        z.object({
          pid: z.int(),
          role: z.string(),
          application: z.string(),
          state: z.string(),
          since: z.iso.datetime(),
        }),
      ),
    }),
    /** Room that is left for media, in whole gigabytes. */
    storage: z.object({ free_gigabytes: z.int() }),
    alerts: alertsPart,
    /** Newest first. */
    backups: z.array(backupView).max(newestShown),
  }),
};
