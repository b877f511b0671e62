import { z } from "zod";
import { defineManager } from "./manager-contract.ts";

const seconds = (most: number) => z.int().min(0).max(most);
const percent = z.number().min(1).max(100);

export const alertEvaluator = defineManager({
  name: "alert-evaluator",
  owner: "system",
  label: "Alert evaluator",
  summary: "Raises alerts by the rules, and clears those whose reason is over.",
  intervalSeconds: 2,
  intervalBounds: { min: 1, max: 60 },
  runSeconds: 30,
  settings: z.strictObject({
    service_down_seconds: seconds(600).default(5).describe("So long a service may not answer."),
    agent_short_seconds: seconds(3600).default(20).describe("So long workers that are wanted may be missing."),
    queue_wait_seconds: seconds(86_400).default(900).describe("So long the oldest step of a queue may wait."),
    error_rate_percent: percent
      .default(20)
      .describe("Share of failed attempts in the last hour, from which on staff is warned."),
    error_rate_attempts: z.int().min(1).max(10_000).default(10).describe("Fewer attempts in the hour say nothing."),
    audit_lag_seconds: seconds(3600)
      .default(60)
      .describe("So long entries may wait for their places or their signed head."),
    disk_warning_percent: percent.default(85).describe("Use of a disk from which on staff is warned."),
    disk_critical_percent: percent.default(95).describe("Use of a disk that is critical."),
    keep_days: z.int().min(1).max(3650).default(90).describe("So long alerts that are over, and deliveries, are kept."),
  }),
  enabled: true,
  essential: false,
});
