import { z } from "zod";
import { exportedFile } from "../../exported-file.ts";
import { defineAction } from "../action-contract.ts";

export const logsExportAudit = defineAction({
  name: "logs.export_audit",
  owner: "audit",
  view: "logs",
  permission: "LOG_EXPORT",
  risk: "long",
  perMinute: 5,
  payload: z.strictObject({
    from: z.iso.datetime().optional().describe("From the beginning, where it is left out."),
    to: z.iso.datetime().optional().describe("Up to now, where it is left out."),
    format: z
      .enum(["ndjson", "csv"])
      .default("ndjson")
      .describe("`csv` adds a table for spreadsheets; what is verified is the ndjson."),
  }),
  result: z.object({ file: exportedFile, first: z.int(), last: z.int() }),
  errors: ["STORAGE_FULL", "ACTION_ABORTED"],
  summary:
    "Packs the audit entries of a period with their hashes and the signed heads, to be verified by anybody without this system.",
  label: "Export audit trail",
  example: { from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z", format: "ndjson" },
});
