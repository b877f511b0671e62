import { z } from "zod";
import { defineAction } from "../action-contract.ts";

export const alertAcknowledge = defineAction({
  name: "alert.acknowledge",
  owner: "system",
  view: "dashboard",
  permission: "ADMIN",
  // Alerts are nobody's own: whoever operates the system answers for all of them.
  ownFor: ["operator"],
  risk: "standard",
  perMinute: 50,
  payload: z.strictObject({ alert_id: z.uuid() }),
  result: z.object({ alert_id: z.uuid(), rule: z.string(), subject: z.string() }),
  errors: ["NOT_FOUND", "CONFLICT"],
  summary: "Tells everybody that somebody looks after an alert; it stays until what it tells of is over.",
  label: "Acknowledge",
  example: { alert_id: "0195504b-5c21-7d3e-9b47-3f0a6d8e1c52" },
});
