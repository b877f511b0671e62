import { z } from "zod";
import { alertRuleNames, severities } from "../alerts/rules.ts";
import { defineEvent } from "./event-contract.ts";

const alert = z.object({
  alert_id: z.uuid(),
  rule: z.enum(alertRuleNames),
  subject: z.string(),
  severity: z.enum(severities),
});

export const alertRaised = defineEvent({
  name: "alert:raised",
  owner: "system",
  tells: "Something is wrong that somebody has to look at, or it has become worse or better than it was.",
  entity: "alert",
  payload: alert.extend({ message: z.string(), details: z.record(z.string(), z.unknown()) }),
});
export const alertAcknowledged = defineEvent({
  name: "alert:acknowledged",
  owner: "system",
  tells: "Somebody has taken an alert on.",
  entity: "alert",
  payload: alert.extend({ user_id: z.uuid() }),
});
export const alertCleared = defineEvent({
  name: "alert:cleared",
  owner: "system",
  tells: "What an alert told of is over.",
  entity: "alert",
  payload: alert,
});
