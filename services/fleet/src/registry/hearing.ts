import { Presence } from "@agentos/messaging/presence";
import type { NatsConnection } from "@nats-io/transport-node";

const tickMs = 1000;
/** A tick that is so much late says that this process slept, or was stopped. */
const sleptMs = 3000;

/** How long workers could have been heard without a break: nobody's silence is judged by one who was deaf. */
export class Hearing {
  readonly #presence: Presence;
  readonly #timer: NodeJS.Timeout;
  #since = performance.now();
  #tickedAt = performance.now();

  constructor(nc: NatsConnection) {
    this.#presence = new Presence(nc);
    this.#timer = setInterval(() => this.#tick(), tickMs).unref();
  }

  /** What a worker says now may be lost: the database did not take it down. */
  deaf(): void {
    this.#since = performance.now();
  }

  secondsHearing(): number {
    this.#tick();
    return Math.min(this.#presence.secondsConnected(), (performance.now() - this.#since) / 1000);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    if (now - this.#tickedAt > tickMs + sleptMs) this.#since = now;
    this.#tickedAt = now;
  }
}
