import type { EventContract } from "@agentos/contracts/events/event-contract";
import { recordEvent } from "@agentos/messaging/outbox";
import type { z } from "zod";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { tellWebhooks } from "../webhooks/queue-delivery.ts";
import { viewAlert } from "./view-alert.ts";
import type { Alert } from "./tables.ts";

/** What all events of alerts tell; the rest is of the event. */
type Rest<Payload extends z.ZodType> = Omit<z.input<Payload>, "alert_id" | "rule" | "subject" | "severity">;

/** Tells the system and its webhooks of an alert, in the transaction of the change. */
export async function tellAlert<Payload extends z.ZodType>(
  { config }: Pick<Context, "config">,
  tx: Tx,
  contract: EventContract<string, Payload>,
  alert: Alert,
  rest: Rest<Payload>,
): Promise<void> {
  const { id, rule, subject, severity, version } = alert;
  const payload = { alert_id: id, rule, subject, severity, ...rest } as z.input<Payload>;
  await recordEvent(tx, contract, { id, version }, payload);
  await tellWebhooks({ config }, tx, contract.name, { event: contract.name, alert: viewAlert(alert) });
}
