import { z } from "zod";
import { logArchive } from "../../snapshot/parts/system-logs.ts";
import { defineAction } from "../action-contract.ts";

export const logsArchive = defineAction({
  name: "logs.archive",
  owner: "system",
  view: "logs",
  permission: "LOG_MANAGE",
  risk: "long",
  perMinute: 5,
  payload: z.strictObject({ before: z.iso.datetime() }),
  result: z.object({ lines: z.int(), files: z.array(logArchive) }),
  errors: ["ACTION_ABORTED", "STORAGE_FULL"],
  summary: "Writes the log lines of before a moment into compressed files, and then removes them from the database.",
  label: "Archive lines",
  confirmation: "Move these lines into files? They can no longer be searched here.",
  example: { before: "2026-03-01T00:00:00.000Z" },
});
