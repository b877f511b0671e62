import type { NatsConnection } from "@nats-io/transport-node";

/** Milliseconds without a word of the builder after which nobody can say that nothing has changed. */
const silentMs = 5000;
const checkMs = 500;

export type HearingOptions = {
  nc: NatsConnection;
  /** Is told when it begins and when it ends that this hub hears what happens. */
  onChange(live: boolean): void;
  /** NATS is back: what was told meanwhile has passed this hub by. */
  onReturn(): void;
};

/** Whether this hub hears what happens: it has NATS, and the builder of the snapshot is heard over it. */
export class Hearing {
  readonly #options: HearingOptions;
  readonly #timer: NodeJS.Timeout;
  #connected: boolean;
  #heardAt = Number.NEGATIVE_INFINITY;
  #live = false;

  constructor(options: HearingOptions) {
    this.#options = options;
    this.#connected = !options.nc.isClosed();
    this.#timer = setInterval(() => this.#check(), checkMs);
    void this.#follow();
  }

  get live(): boolean {
    return this.#live;
  }

  /** The builder was heard. */
  heard(): void {
    this.#heardAt = performance.now();
    this.#check();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #follow(): Promise<void> {
    for await (const { type } of this.#options.nc.status()) {
      if (type === "disconnect" || type === "staleConnection") this.#connected = false;
      if (type === "reconnect") {
        this.#connected = true;
        // Heard by another connection: what it said since is not known.
        this.#heardAt = Number.NEGATIVE_INFINITY;
        this.#options.onReturn();
      }
      this.#check();
    }
  }

  #check(): void {
    const live = this.#connected && performance.now() - this.#heardAt < silentMs;
    if (live === this.#live) return;
    this.#live = live;
    this.#options.onChange(live);
  }
}
