import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { manager, onManager } from "./on-manager.ts";

export const managerStart = defineAction({
  ...onManager,
  name: "manager.start",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ manager }),
  result: z.object({ manager, enabled: z.literal(true), next_run_at: z.iso.datetime() }),
  errors: [],
  summary: "Lets a manager run, also after its service was restarted.",
  label: "Start manager",
  example: { manager: "rate-limit-cleaner" },
});
