import { z } from "zod";
import { flagNames } from "../../settings/flags.ts";
import { defineAction } from "../action-contract.ts";
import { configChanged, onConfig } from "./config-action.ts";

export const configSetFlag = defineAction({
  ...onConfig,
  name: "config.set_flag",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({
    flag: z.enum(flagNames),
    enabled: z.boolean(),
    percent: z.int().min(0).max(100).default(100).describe("Of all users; always the same ones."),
  }),
  result: configChanged,
  errors: [],
  summary: "Switches a feature on or off, for all users or a share of them.",
  label: "Set flag",
  example: { flag: "jobs_from_links", enabled: true, percent: 50 },
});
