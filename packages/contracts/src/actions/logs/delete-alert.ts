import { z } from "zod";
import { defineAction } from "../action-contract.ts";

export const logsDeleteAlert = defineAction({
  name: "logs.delete_alert",
  owner: "system",
  view: "logs",
  permission: "LOG_MANAGE",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ alert_id: z.uuid() }),
  result: z.object({ alert_id: z.uuid() }),
  errors: ["NOT_FOUND"],
  summary: "Looks no longer for what a log alert names; the alert is cleared.",
  label: "Delete log alert",
  example: { alert_id: "0195504b-10c4-7f52-a6d3-8e4b90f1a753" },
});
