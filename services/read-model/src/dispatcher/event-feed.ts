import type { EventContract, TickContract } from "@agentos/contracts/events/event-contract";
import { events } from "@agentos/contracts/events/events";
import { ticks } from "@agentos/contracts/events/ticks";
import { everythingTold } from "@agentos/contracts/messages/nats-permissions";
import type { Logger } from "@agentos/service-kit/logger";
import type { Msg, NatsConnection } from "@nats-io/transport-node";
import { z } from "zod";

/** An event or a tick, as it was told. Id, entity and version are null for ticks, which are kept nowhere. */
export type Told = {
  name: string;
  id: string | null;
  entity: string | null;
  entityId: string | null;
  version: number | null;
  payload: Record<string, unknown>;
  /** RFC 3339. */
  at: string;
};

type Listener = (told: Told) => void;

const eventBody = z.object({
  id: z.uuid(),
  name: z.string(),
  entity: z.string(),
  entity_id: z.string(),
  version: z.int(),
  payload: z.string(),
  at: z.string(),
});
const tickBody = z.object({ name: z.string(), payload: z.record(z.string(), z.unknown()), at: z.string() });

/** What all services tell, as it is told: events when they are stored, ticks when they happen. */
export class EventFeed {
  readonly #listeners = new Set<Listener>();
  readonly #log: Logger;
  readonly #contracts = new Map<string, EventContract | TickContract>(
    [...events, ...ticks].map((contract) => [contract.name, contract]),
  );

  constructor(nc: NatsConnection, log: Logger) {
    this.#log = log;
    nc.subscribe(everythingTold.events, { callback: (error, message) => this.#hear(error, message, readEvent) });
    nc.subscribe(everythingTold.ticks, { callback: (error, message) => this.#hear(error, message, readTick) });
  }

  /** Calls the listener with everything from now on; returns how to stop that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #hear(error: Error | null, message: Msg, read: (message: Msg) => Told): void {
    try {
      if (error) throw error;
      const told = read(message);
      const contract = this.#contracts.get(told.name);
      // Of another version of the code.
      if (!contract) return;
      const payload = contract.payload.parse(told.payload) as Told["payload"];
      for (const listener of this.#listeners) listener({ ...told, payload });
    } catch (thrown) {
      this.#log.warn({ err: thrown, subject: message.subject }, "an event is not understood");
    }
  }
}

function readEvent(message: Msg): Told {
  const { entity_id, payload, ...body } = eventBody.parse(message.json());
  return { ...body, entityId: entity_id, payload: JSON.parse(payload) as Told["payload"] };
}

function readTick(message: Msg): Told {
  return { id: null, entity: null, entityId: null, version: null, ...tickBody.parse(message.json()) };
}
