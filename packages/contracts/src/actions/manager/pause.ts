import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { manager, onManager } from "./on-manager.ts";

export const managerPause = defineAction({
  ...onManager,
  name: "manager.pause",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({
    manager,
    for_seconds: z
      .int()
      .min(1)
      .max(7 * 86_400)
      .optional()
      .describe("Runs again by itself after that long."),
  }),
  result: z.object({ manager, paused_until: z.iso.datetime().nullable() }),
  errors: ["MANAGER_ESSENTIAL"],
  summary: "Begins no run of a manager until it is resumed; a run under way is finished.",
  label: "Pause manager",
  example: { manager: "rate-limit-cleaner", for_seconds: 600 },
});
