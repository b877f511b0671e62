import { z } from "zod";
import { restored } from "../../backups/backup.ts";
import { affected, defineAction } from "../action-contract.ts";
import { backupId } from "./backup-id.ts";

export const systemRestore = defineAction({
  name: "system.restore",
  owner: "system",
  view: "system",
  permission: "SYSTEM_BACKUP",
  risk: "long",
  perMinute: 1,
  payload: z.strictObject({ backup_id: backupId }),
  result: restored,
  dryRun: affected,
  reason: "required",
  errors: ["NOT_FOUND", "CONFLICT", "BACKUP_DAMAGED", "STORAGE_FULL", "ACTION_ABORTED"],
  summary:
    "Puts everything back to a backup; all sessions end. The audit trail, actions and disabled accounts stay as they are.",
  label: "Restore",
  confirmation:
    "Put the whole system back to this backup? What has happened since is lost, and everybody is signed out.",
  alerts: true,
  example: { backup_id: "019c0f4e-7d1c-7a50-9d5e-0c8f6f1f2a3b" },
});
