import { z } from "zod";
import { logLevelNames } from "../../logs/log-levels.ts";
import { affected, defineAction } from "../action-contract.ts";

export const logsPurge = defineAction({
  name: "logs.purge",
  owner: "system",
  view: "logs",
  permission: "LOG_MANAGE",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({
    before: z.iso.datetime(),
    level: z.enum(logLevelNames).optional().describe("Lines of this level alone."),
  }),
  result: z.object({ lines: z.int() }),
  dryRun: affected,
  reason: "required",
  errors: [],
  summary: "Removes the log lines of before a moment for good.",
  label: "Purge lines",
  confirmation: "Remove these log lines for good?",
  example: { before: "2026-03-01T00:00:00.000Z", level: "debug" },
});
