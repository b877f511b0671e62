import { z } from "zod";
import { affected, defineAction } from "../action-contract.ts";
import { configChanged, onConfig } from "./config-action.ts";

export const configRollback = defineAction({
  ...onConfig,
  name: "config.rollback",
  risk: "critical",
  perMinute: 10,
  payload: z.strictObject({ version: z.int().min(0).describe("0 is everything as it was deployed.") }),
  result: configChanged,
  dryRun: affected.describe("The keys that would have another value."),
  errors: ["NOT_FOUND", "VALIDATION_ERROR"],
  summary: "Brings the values of an earlier version back, as a new version.",
  label: "Roll back",
  confirmation: "Bring the configuration back to this version?",
  example: { version: 3 },
});
