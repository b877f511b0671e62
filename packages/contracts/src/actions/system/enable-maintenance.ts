import { z } from "zod";
import { defineAction, personal } from "../action-contract.ts";
import { maintenanceMessage, maintenanceState } from "./switch-state.ts";

export const systemEnableMaintenance = defineAction({
  name: "system.enable_maintenance",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({
    message: personal(maintenanceMessage).describe("What everybody else is told."),
    until: z.iso.datetime({ offset: true }).optional().describe("It ends by itself then."),
  }),
  result: z.object({ maintenance: maintenanceState }),
  errors: ["VALIDATION_ERROR"],
  summary: "Closes the system for everybody but administrators; what runs goes on.",
  label: "Enable maintenance",
  confirmation: "Close the system for everybody but administrators?",
  example: { message: "We are back at noon.", until: "2026-03-01T12:00:00Z" },
});
