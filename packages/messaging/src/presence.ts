import type { NatsConnection } from "@nats-io/transport-node";

/** How long this instance has been connected to NATS: while it is not, no worker can renew a lease with it. */
export class Presence {
  #connectedSince: number | undefined;

  /** Follows the connection until it is closed. `nc` is connected now. */
  constructor(nc: NatsConnection) {
    this.#connectedSince = performance.now();
    void this.#follow(nc);
  }

  /** Seconds since the last connection was made; 0 while there is none. */
  secondsConnected(): number {
    return this.#connectedSince === undefined ? 0 : (performance.now() - this.#connectedSince) / 1000;
  }

  async #follow(nc: NatsConnection): Promise<void> {
    for await (const status of nc.status()) {
      if (status.type === "disconnect" || status.type === "staleConnection") this.#connectedSince = undefined;
      if (status.type === "reconnect") this.#connectedSince = performance.now();
    }
  }
}
