import { z } from "zod";
import { affected, defineAction } from "../action-contract.ts";

export const systemReset = defineAction({
  name: "system.reset",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "long",
  perMinute: 1,
  payload: z.strictObject({ confirm: z.literal("RESET") }),
  result: z.object({
    tables: z.int(),
    rows: z.int(),
    /** Objects of the store that are gone. */
    objects: z.int(),
  }),
  dryRun: affected,
  reason: "required",
  errors: ["ACTION_ABORTED"],
  summary:
    "Removes all jobs, clips, uploads and their files. Accounts, configuration, backups and the audit trail stay.",
  label: "Reset",
  confirmation: "Remove every job, clip and upload of this system?",
  alerts: true,
  example: { confirm: "RESET" },
});
