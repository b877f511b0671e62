import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { manager, onManager } from "./on-manager.ts";

export const managerStop = defineAction({
  ...onManager,
  name: "manager.stop",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ manager }),
  result: z.object({ manager, enabled: z.literal(false) }),
  errors: ["MANAGER_ESSENTIAL"],
  summary: "Ends a manager's run and begins no other, also after its service was restarted.",
  label: "Stop manager",
  confirmation: "What this manager looks after is left alone until it is started again.",
  example: { manager: "rate-limit-cleaner" },
});
