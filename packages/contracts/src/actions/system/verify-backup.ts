import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { backupId } from "./backup-id.ts";

export const systemVerifyBackup = defineAction({
  name: "system.verify_backup",
  owner: "system",
  view: "system",
  permission: "SYSTEM_BACKUP",
  risk: "long",
  perMinute: 3,
  payload: z.strictObject({ backup_id: backupId }),
  result: z.object({
    backup_id: z.uuid(),
    whole: z.boolean(),
    /** Compared with the backup, by count and checksum, in a scratch database. */
    tables: z.int(),
    rows: z.int(),
    objects: z.int(),
    /** What is not as it was, at most a hundred. */
    findings: z.array(z.object({ path: z.string(), problem: z.string() })),
  }),
  errors: ["NOT_FOUND", "ACTION_ABORTED"],
  summary: "Restores a backup into a scratch database and compares everything by count and checksum.",
  label: "Verify",
  example: { backup_id: "019c0f4e-7d1c-7a50-9d5e-0c8f6f1f2a3b" },
});
