import { z } from "zod";
import { exportedFile } from "../../exported-file.ts";
import { logFilter } from "../../logs/log-filter.ts";
import { defineAction } from "../action-contract.ts";

export const logsExport = defineAction({
  name: "logs.export",
  owner: "system",
  view: "logs",
  permission: "LOG_EXPORT",
  risk: "long",
  perMinute: 5,
  payload: z.strictObject({ filter: logFilter, format: z.enum(["ndjson", "csv"]) }),
  result: z.object({ lines: z.int(), file: exportedFile }),
  errors: ["ACTION_ABORTED", "STORAGE_FULL"],
  summary: "Makes a file of the log lines that match, the oldest first.",
  label: "Export lines",
  example: { filter: { level: "warn", service: "jobs" }, format: "csv" },
});
