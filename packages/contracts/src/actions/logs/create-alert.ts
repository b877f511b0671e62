import { z } from "zod";
import { logPattern } from "../../logs/log-filter.ts";
import { defineAction, personal } from "../action-contract.ts";

export const logsCreateAlert = defineAction({
  name: "logs.create_alert",
  owner: "system",
  view: "logs",
  permission: "LOG_MANAGE",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({
    name: personal(z.string().trim().min(1).max(80)),
    filter: z.strictObject(logPattern),
    threshold: z.int().min(1).max(100_000).describe("From so many lines on."),
    window_seconds: z.int().min(5).max(86_400).describe("Within so many seconds."),
  }),
  result: z.object({ alert_id: z.uuid() }),
  errors: ["CONFLICT"],
  summary: "Raises an alert while there are many log lines of a kind within a time.",
  label: "Create log alert",
  example: {
    name: "Many errors in jobs",
    filter: { level: "error", service: "jobs" },
    threshold: 10,
    window_seconds: 300,
  },
});
