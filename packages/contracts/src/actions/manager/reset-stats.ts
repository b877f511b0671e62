import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { manager, onManager } from "./on-manager.ts";

export const managerResetStats = defineAction({
  ...onManager,
  name: "manager.reset_stats",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ manager }),
  result: z.object({ manager, since: z.iso.datetime() }),
  errors: [],
  summary: "Sets a manager's counters to zero; its history stays.",
  label: "Reset counters",
  example: { manager: "lease-reaper" },
});
