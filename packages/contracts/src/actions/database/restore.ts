import { z } from "zod";
import { restored } from "../../backups/backup.ts";
import { affected, defineAction } from "../action-contract.ts";
import { backupId } from "../system/backup-id.ts";

export const databaseRestore = defineAction({
  name: "database.restore",
  owner: "system",
  view: "system",
  permission: "SYSTEM_BACKUP",
  risk: "long",
  perMinute: 3,
  payload: z.strictObject({ backup_id: backupId }),
  result: restored,
  dryRun: affected,
  reason: "required",
  errors: ["NOT_FOUND", "CONFLICT", "BACKUP_DAMAGED", "ACTION_ABORTED"],
  summary:
    "Puts the database back to a backup and leaves the media alone; all sessions end. The audit trail stays as it is.",
  label: "Restore the database",
  confirmation: "Put the database back to this backup? What has happened since is lost, and everybody is signed out.",
  alerts: true,
  example: { backup_id: "019c0f4e-7d1c-7a50-9d5e-0c8f6f1f2a3b" },
});
