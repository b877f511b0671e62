import { AppError } from "@agentos/contracts/errors";
import { traceparent } from "@agentos/service-kit/trace";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { toldOf } from "./destinations.ts";

/** What a webhook gets: `body` is sent as JSON. */
export type NewDelivery = { destination: string; event: string; body: unknown };

/**
 * Has a webhook told of something once the transaction is committed; returns the id of the delivery. Who queues for a webhook that
 * people name asks `requireDestination` first: one that the configuration no longer has makes the delivery a dead one.
 */
export async function queueDelivery(tx: Tx, { destination, event, body }: NewDelivery): Promise<string> {
  const id = uuidv7();
  const values = { id, destination, event, body: JSON.stringify(body), traceparent: traceparent() };
  await tx.insertInto("webhook_deliveries").values(values).execute();
  return id;
}

/** Has every webhook told that wants to hear of such an event. */
export async function tellWebhooks({ config }: Pick<Context, "config">, tx: Tx, event: string, body: unknown) {
  for (const { name } of toldOf(config.WEBHOOKS, event)) await queueDelivery(tx, { destination: name, event, body });
}

/** Errors: VALIDATION_ERROR where the configuration has no webhook of that name. */
export function requireDestination({ config }: Pick<Context, "config">, name: string): void {
  if (config.WEBHOOKS.some((one) => one.name === name)) return;
  throw new AppError("VALIDATION_ERROR", "There is no webhook of that name in the configuration.", {
    details: [{ path: "webhook", message: "Not configured." }],
  });
}
