import { z } from "zod";
import { settingsDocument } from "../../settings/document.ts";
import { defineAction } from "../action-contract.ts";
import { onConfig } from "./config-action.ts";

export const configExport = defineAction({
  ...onConfig,
  name: "config.export",
  risk: "standard",
  perMinute: 10,
  payload: z.strictObject({}),
  result: z.object({ document: settingsDocument }),
  errors: [],
  summary: "Gives all settings that operators have set as one document; secrets are never in it.",
  label: "Export",
  example: {},
});
