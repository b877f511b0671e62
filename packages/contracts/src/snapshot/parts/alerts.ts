import { z } from "zod";
import { alertRuleNames, alertStates, severities } from "../../alerts/rules.ts";

/** An alert as staff sees it. */
export const alertRow = z.object({
  id: z.uuid(),
  rule: z.enum(alertRuleNames),
  /** What it is about: a slot of a worker, a queue, a service. */
  subject: z.string(),
  severity: z.enum(severities),
  state: z.enum(alertStates),
  /** A sentence for people. */
  message: z.string(),
  /** The figures behind it. */
  details: z.record(z.string(), z.unknown()),
  raised_at: z.iso.datetime(),
  acknowledged_at: z.iso.datetime().nullable(),
  /** Account of who has taken it on. */
  acknowledged_by: z.uuid().nullable(),
  /** Null while what it tells of goes on. */
  cleared_at: z.iso.datetime().nullable(),
  version: z.int(),
});

/** The alerts that are not over, in the section `system`. */
export const alertsPart = z.object({
  total: z.int(),
  critical: z.int(),
  /** That nobody has taken on. */
  unacknowledged: z.int(),
  /** The 20 that matter most: critical ones first, then the newest. */
  newest: z.array(alertRow),
});

/** What became of the delivery of a message to a webhook: to be sent, taken by the other side, given up. */
export const deliveryStates = ["pending", "delivered", "dead"] as const;

/** A message to a webhook, without its body and without the address. */
export const deliveryRow = z.object({
  id: z.uuid(),
  /** Name of the webhook in the configuration. */
  destination: z.string(),
  event: z.string(),
  state: z.enum(deliveryStates),
  /** How often it was sent. */
  attempts: z.int(),
  /** Of the last answer; null where none came. */
  status: z.int().nullable(),
  /** What was wrong the last time. */
  error: z.string().nullable(),
  created_at: z.iso.datetime(),
  /** Null where it is not sent again. */
  next_attempt_at: z.iso.datetime().nullable(),
  delivered_at: z.iso.datetime().nullable(),
});
