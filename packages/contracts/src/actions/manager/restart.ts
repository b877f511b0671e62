import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { manager, onManager } from "./on-manager.ts";

export const managerRestart = defineAction({
  ...onManager,
  name: "manager.restart",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ manager }),
  result: z.object({ manager, generation: z.int(), next_run_at: z.iso.datetime() }),
  errors: [],
  summary: "Ends a manager's run, clears its errors and begins anew.",
  label: "Restart manager",
  example: { manager: "lease-reaper" },
});
