import type { EventContract, TickContract } from "@agentos/contracts/events/event-contract";
import { events } from "@agentos/contracts/events/events";
import { ticks } from "@agentos/contracts/events/ticks";
import { eventMessage, tickMessage } from "@agentos/contracts/events/told";
import { everythingTold } from "@agentos/contracts/messages/nats-permissions";
import type { Logger } from "@agentos/service-kit/logger";
import type { Msg, NatsConnection } from "@nats-io/transport-node";
import { Counter, Registry } from "prom-client";
import { SeenEvents } from "./seen-events.ts";

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

/** A message that is worth telling, or why it is not. */
type Read = { told: Told } | { ignored: "repeated" | "overtaken" | "old" };

/**
 * What all services tell, as it is told: events when they are stored, ticks when they happen. Each event is told once, however
 * often it is delivered; one that a newer one of its entity has overtaken, or that is of long ago, is not told.
 */
export class EventFeed {
  readonly #listeners = new Set<Listener>();
  readonly #log: Logger;
  readonly #seen = new SeenEvents();
  readonly #heard: Counter<"result">;
  readonly #contracts = new Map<string, EventContract | TickContract>(
    [...events, ...ticks].map((contract) => [contract.name, contract]),
  );

  constructor(nc: NatsConnection, log: Logger, metrics = new Registry()) {
    this.#log = log;
    this.#heard = new Counter({
      name: "events_heard_total",
      help: "Events and ticks heard, by what became of them",
      labelNames: ["result"],
      registers: [metrics],
    });
    const readEvent = (message: Msg): Read => this.#readEvent(message);
    nc.subscribe(everythingTold.events, { callback: (error, message) => this.#hear(error, message, readEvent) });
    nc.subscribe(everythingTold.ticks, { callback: (error, message) => this.#hear(error, message, readTick) });
  }

  /** Calls the listener with everything from now on; returns how to stop that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #hear(error: Error | null, message: Msg, read: (message: Msg) => Read): void {
    try {
      if (error) throw error;
      const heard = read(message);
      this.#heard.inc({ result: "told" in heard ? this.#tell(heard.told) : heard.ignored });
    } catch (thrown) {
      this.#heard.inc({ result: "not_understood" });
      this.#log.warn({ err: thrown, subject: message.subject }, "an event is not understood");
    }
  }

  #tell(told: Told): "told" | "unknown" {
    const contract = this.#contracts.get(told.name);
    // Of another version of the code.
    if (!contract) return "unknown";
    const payload = contract.payload.parse(told.payload) as Told["payload"];
    for (const listener of this.#listeners) listener({ ...told, payload });
    return "told";
  }

  /** Judged before its payload is read: a stream that is filled again brings very many that are not. */
  #readEvent(message: Msg): Read {
    const { entity_id, payload, ...body } = eventMessage.parse(message.json());
    const judged = this.#seen.judge({ ...body, entityId: entity_id });
    if (judged !== "new") return { ignored: judged };
    return { told: { ...body, entityId: entity_id, payload: JSON.parse(payload) as Told["payload"] } };
  }
}

function readTick(message: Msg): Read {
  return {
    told: { id: null, entity: null, entityId: null, version: null, ...tickMessage.parse(message.json()) },
  };
}
