import type { TickContract } from "@agentos/contracts/events/event-contract";
import type { tickMessage } from "@agentos/contracts/events/told";
import { tickSubject } from "@agentos/contracts/messages/nats-permissions";
import { traceparent } from "@agentos/service-kit/trace";
import { headers, type NatsConnection } from "@nats-io/transport-node";
import type { z } from "zod";

/** Tells of something as it happens. Nothing is kept: while NATS is away, or nobody listens, it is not told, which loses nothing. */
export function tick<Payload extends z.ZodType>(
  nc: NatsConnection,
  contract: TickContract<string, Payload>,
  payload: z.input<Payload>,
): void {
  if (nc.isClosed() || nc.isDraining()) return;
  const h = headers();
  h.set("traceparent", traceparent());
  const told = contract.payload.parse(payload) as Record<string, unknown>;
  const body: z.input<typeof tickMessage> = { name: contract.name, payload: told, at: new Date().toISOString() };
  nc.publish(tickSubject(contract.owner, contract.name), JSON.stringify(body), { headers: h });
}
