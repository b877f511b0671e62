import { z } from "zod";
import { managerByName } from "../../managers/managers.ts";
import { defineAction } from "../action-contract.ts";
import { manager, onManager } from "./on-manager.ts";

export const managerSetInterval = defineAction({
  ...onManager,
  name: "manager.set_interval",
  risk: "standard",
  perMinute: 20,
  payload: z
    .strictObject({
      manager,
      seconds: z.number().positive().max(604_800).describe("From the start of a run to the start of the next."),
    })
    .superRefine((payload, context) => {
      const { min, max } = managerByName(payload.manager).intervalBounds;
      if (payload.seconds >= min && payload.seconds <= max) return;
      const message = `The interval of this manager is between ${min} and ${max} seconds.`;
      context.addIssue({ code: "custom", path: ["seconds"], message });
    }),
  result: z.object({ manager, interval_seconds: z.number(), next_run_at: z.iso.datetime() }),
  errors: [],
  summary: "Changes how often a manager runs, from the next run on.",
  label: "Set interval",
  example: { manager: "rate-limit-cleaner", seconds: 60 },
});
