import { z } from "zod";
import { backupMade } from "../../backups/backup.ts";
import { defineAction, personal } from "../action-contract.ts";

export const databaseBackup = defineAction({
  name: "database.backup",
  owner: "system",
  view: "system",
  permission: "SYSTEM_BACKUP",
  risk: "long",
  perMinute: 3,
  payload: z.strictObject({ label: personal(z.string().trim().min(1).max(100)) }),
  result: backupMade,
  errors: ["STORAGE_FULL", "ACTION_ABORTED"],
  summary: "Backs up the database alone.",
  label: "Back up the database",
  alerts: true,
  example: { label: "before the migration" },
});
