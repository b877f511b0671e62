import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { manager, onManager } from "./on-manager.ts";

export const managerFailover = defineAction({
  ...onManager,
  name: "manager.failover",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({ manager }),
  result: z.object({ manager, from: z.string(), to: z.string(), generation: z.int() }),
  errors: ["CONFLICT", "MANAGER_ALONE"],
  summary: "Takes the lead of a manager from one instance of its service and gives it to another.",
  label: "Fail over",
  confirmation: "The run under way is ended, and another instance leads from then on.",
  example: { manager: "lease-reaper" },
});
