import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { backupId } from "./backup-id.ts";

export const systemDeleteBackup = defineAction({
  name: "system.delete_backup",
  owner: "system",
  view: "system",
  permission: "SYSTEM_BACKUP",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({ backup_id: backupId }),
  result: z.object({
    backup_id: z.uuid(),
    /** Files that are gone. */
    files: z.int(),
  }),
  reason: "required",
  errors: ["NOT_FOUND"],
  summary: "Removes a backup with all of its files.",
  label: "Delete backup",
  confirmation: "Delete this backup for good?",
  example: { backup_id: "019c0f4e-7d1c-7a50-9d5e-0c8f6f1f2a3b" },
});
