import { z } from "zod";
import { affected, defineAction } from "../action-contract.ts";

export const systemCleanStorage = defineAction({
  name: "system.clean_storage",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "long",
  perMinute: 5,
  payload: z.strictObject({
    older_than_hours: z.int().min(1).max(87_600).describe("Only what was stored longer ago."),
  }),
  result: z.object({
    /** Files that nothing refers to, and exported files whose addresses have ended. */
    orphans: z.int(),
    exports: z.int(),
    /** Room that the orphans took. */
    bytes: z.int(),
  }),
  dryRun: affected,
  errors: ["SERVICE_UNAVAILABLE", "TIMEOUT", "ACTION_ABORTED"],
  summary: "Removes files from the store that nothing refers to any more, and exported files that have expired.",
  label: "Clean storage",
  confirmation: "Remove the files that nothing refers to any more?",
  alerts: true,
  example: { older_than_hours: 24 },
});
