import { z } from "zod";
import { settingsDocument, settingsFormat } from "../../settings/document.ts";
import { affected, defineAction } from "../action-contract.ts";
import { configChanged, onConfig } from "./config-action.ts";

export const configImport = defineAction({
  ...onConfig,
  name: "config.import",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({
    document: settingsDocument,
    mode: z
      .enum(["merge", "replace"])
      .describe("`merge` leaves settings alone that the document does not name, `replace` resets them."),
  }),
  result: configChanged,
  dryRun: affected.describe("The keys that would have another value."),
  errors: ["VALIDATION_ERROR"],
  summary: "Takes the settings of a document over: all of them, or none where one is wrong.",
  label: "Import",
  confirmation: "Take over the settings of this document?",
  example: {
    document: { format: settingsFormat, settings: { "queue.warning_depth": 150, "queue.critical_depth": 600 } },
    mode: "merge",
  },
});
