import { z } from "zod";
import { logServices } from "../../logs/log-levels.ts";
import { defineAction } from "../action-contract.ts";

export const logsResetLevel = defineAction({
  name: "logs.reset_level",
  owner: "system",
  view: "logs",
  permission: "LOG_MANAGE",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ service: z.enum(logServices) }),
  result: z.object({ service: z.enum(logServices) }),
  errors: [],
  summary: "Has a service log at the level that it was configured with.",
  label: "Reset level",
  example: { service: "jobs" },
});
