import { z } from "zod";
import { backupMade } from "../../backups/backup.ts";
import { defineAction } from "../action-contract.ts";

export const systemBackup = defineAction({
  name: "system.backup",
  owner: "system",
  view: "system",
  permission: "SYSTEM_BACKUP",
  risk: "long",
  perMinute: 2,
  payload: z.strictObject({
    include_media: z.boolean().default(false).describe("The videos and clips too, not only the list of them."),
  }),
  result: backupMade,
  errors: ["STORAGE_FULL", "ACTION_ABORTED"],
  summary: "Backs up the database, the configuration in it, and the list of all media with their checksums.",
  label: "Back up",
  alerts: true,
  example: { include_media: true },
});
