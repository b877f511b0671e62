import { z } from "zod";
import { settingsDocument, settingsFormat } from "../../settings/document.ts";
import { defineAction } from "../action-contract.ts";
import { onConfig } from "./config-action.ts";

export const configValidate = defineAction({
  ...onConfig,
  name: "config.validate",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ document: settingsDocument }),
  result: z.object({
    valid: z.boolean(),
    /** All of them, each with its path in the document. */
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
    changed: z
      .array(z.string())
      .describe("Keys that merging it would give another value; empty where it is not valid."),
  }),
  errors: [],
  summary: "Says what is wrong with a document of settings, and changes nothing.",
  label: "Check",
  example: { document: { format: settingsFormat, settings: { "queue.warning_depth": 150 } } },
});
