import { socketSeats } from "@agentos/contracts/messages/read-model";
import { hint, onHint } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import { randomUUID } from "node:crypto";
import { Seats } from "./seats.ts";

/** Milliseconds between two times that a hub tells of all its seats; what changes is told at once. */
const tellMs = 1000;

/** Seats that are counted with those of the other hubs; without NATS each hub counts by itself. `stop` frees what this one had. */
export function shareSeats(options: { nc: NatsConnection; log: Logger; perAddress: () => number }): {
  seats: Seats;
  stop(): void;
} {
  const { nc, log, perAddress } = options;
  const hub = randomUUID();
  const tell = (counts: Record<string, number>, whole: boolean): void => {
    // Sockets that are cut off at the end of all have nobody left to be told of.
    if (!nc.isClosed()) hint(nc, socketSeats, { hub, seats: counts, whole });
  };
  const seats = new Seats({
    get perAddress() {
      return perAddress();
    },
    onChange: (changed) => tell(changed, false),
  });
  const subscription = onHint(nc, socketSeats, log, (told) => {
    if (told.hub !== hub) seats.hear(told);
  });
  const timer = setInterval(() => tell(seats.all(), true), tellMs);
  return {
    seats,
    stop() {
      clearInterval(timer);
      subscription.unsubscribe();
      tell({}, true);
    },
  };
}
