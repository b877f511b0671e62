import { z } from "zod";
import { logLevelNames, logServices } from "../../logs/log-levels.ts";
import { defineAction } from "../action-contract.ts";

export const logsSetLevel = defineAction({
  name: "logs.set_level",
  owner: "system",
  view: "logs",
  permission: "LOG_MANAGE",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({
    service: z.enum(logServices),
    level: z.enum(logLevelNames),
    for_seconds: z.int().min(1).max(604_800).optional().describe("Until it is reset, where this is left out."),
  }),
  result: z.object({ service: z.enum(logServices), level: z.enum(logLevelNames), until: z.iso.datetime().nullable() }),
  errors: [],
  summary: "Has a service log at a level at once, for a time or until it is reset.",
  label: "Set level",
  example: { service: "jobs", level: "debug", for_seconds: 600 },
});
