import { z } from "zod";
import { settingKey } from "../../settings/settings.ts";
import { defineAction } from "../action-contract.ts";
import { configChanged, onConfig } from "./config-action.ts";

export const configReset = defineAction({
  ...onConfig,
  name: "config.reset",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ key: settingKey }),
  result: configChanged,
  errors: ["VALIDATION_ERROR"],
  summary: "Gives a setting the value back that it was deployed with.",
  label: "Reset to default",
  example: { key: "queue.warning_depth" },
});
