import { z } from "zod";
import { managerRun } from "../../managers/manager-view.ts";
import { defineAction } from "../action-contract.ts";
import { manager, onManager } from "./on-manager.ts";

export const managerRunNow = defineAction({
  ...onManager,
  name: "manager.run_now",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ manager }),
  result: z.object({ manager, run: managerRun }),
  errors: ["CONFLICT", "MANAGER_RUN_FAILED"],
  summary: "Runs a manager once now and tells what the run did.",
  label: "Run now",
  example: { manager: "lease-reaper" },
});
