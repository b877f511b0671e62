import { z } from "zod";
import { findSetting, settingKey } from "../../settings/settings.ts";
import { defineAction } from "../action-contract.ts";
import { configChanged, onConfig } from "./config-action.ts";

export const configUpdate = defineAction({
  ...onConfig,
  name: "config.update",
  risk: "standard",
  perMinute: 20,
  payload: z
    .strictObject({
      key: settingKey,
      value: z.unknown().describe("By the setting's own schema."),
      expected_version: z.int().min(0).describe("The version of the configuration that was looked at."),
    })
    .superRefine(({ key, value }, context) => {
      for (const { path, message } of findSetting(key)?.value.safeParse(value).error?.issues ?? []) {
        context.addIssue({ code: "custom", path: ["value", ...path], message });
      }
    }),
  result: configChanged,
  errors: ["VERSION_STALE", "VALIDATION_ERROR"],
  summary: "Sets a setting, in every service within a second.",
  label: "Save",
  example: { key: "queue.warning_depth", value: 150, expected_version: 3 },
});
