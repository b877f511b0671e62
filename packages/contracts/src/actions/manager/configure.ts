import { z } from "zod";
import { managerByName } from "../../managers/managers.ts";
import { defineAction } from "../action-contract.ts";
import { manager, onManager } from "./on-manager.ts";

export const managerConfigure = defineAction({
  ...onManager,
  name: "manager.configure",
  risk: "standard",
  perMinute: 20,
  payload: z
    .strictObject({
      manager,
      patch: z.record(z.string(), z.unknown()).describe("The settings to change, by the manager's own schema."),
    })
    .superRefine((payload, context) => {
      const parsed = managerByName(payload.manager).settings.safeParse(payload.patch);
      for (const { path, message } of parsed.error?.issues ?? []) {
        context.addIssue({ code: "custom", path: ["patch", ...path], message });
      }
    }),
  result: z.object({ manager, settings: z.record(z.string(), z.unknown()) }),
  errors: [],
  summary: "Changes settings of a manager, from the next run on.",
  label: "Configure manager",
  example: { manager: "rate-limit-cleaner", patch: { idle_seconds: 7200 } },
});
