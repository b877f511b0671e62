import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { manager, onManager } from "./on-manager.ts";

export const managerResume = defineAction({
  ...onManager,
  name: "manager.resume",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ manager }),
  result: z.object({ manager, next_run_at: z.iso.datetime() }),
  errors: [],
  summary: "Lets a paused manager run again.",
  label: "Resume manager",
  example: { manager: "rate-limit-cleaner" },
});
