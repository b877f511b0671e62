import { z } from "zod";
import { defineEvent } from "./event-contract.ts";

/** What has become of a backup; `restored`: the system is as it was then. */
export const backupChanges = ["made", "verified", "restored", "deleted"] as const;

export const backupChanged = defineEvent({
  name: "backup:changed",
  owner: "system",
  tells: "A backup was made, verified or deleted, or the system was put back to it.",
  entity: "backup",
  payload: z.object({ backup_id: z.uuid(), change: z.enum(backupChanges) }),
});
