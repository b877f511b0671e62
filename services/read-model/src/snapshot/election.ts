import { builderClaims, snapshotHeartbeat } from "@agentos/contracts/messages/read-model";
import { Presence } from "@agentos/messaging/presence";
import { hint, onHint } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import { pause, repeat } from "@agentos/service-kit/loop";
import type { NatsConnection, Subscription } from "@nats-io/transport-node";
import { answersWithin } from "./answers-within.ts";
import { epochAfter } from "./epoch.ts";

/** How long nobody is heard before somebody takes over: at least so long, and up to so much longer. Milliseconds. */
const quietMs = 1500;
const jitterMs = 600;
const lookEveryMs = 100;
/** How long a claim may be outbid before it holds. */
const claimMs = 150;

/** Builds while the signal has not aborted. */
type Reign = (epoch: string, signal: AbortSignal) => Promise<void>;

/**
 * Finds out which instance builds, without a lock: the builder is heard every second, and who hears none for a while begins a new,
 * greater epoch. A builder that hears of a greater epoch stops. There may be two for a moment; everybody follows the greater.
 */
export class Election {
  readonly #nc: NatsConnection;
  readonly #log: Logger;
  readonly #presence: Presence;
  readonly #subscriptions: Subscription[];
  readonly #known: () => string | undefined;
  #greatest: string | undefined;
  #heardAt = Number.NEGATIVE_INFINITY;
  #patienceMs = quietMs;
  #reign: { epoch: string; controller: AbortController } | undefined;

  /** `known` is the epoch of what is at hand, whose builder may be long gone. */
  constructor(nc: NatsConnection, log: Logger, known: () => string | undefined = () => undefined) {
    this.#nc = nc;
    this.#known = known;
    this.#log = log;
    this.#presence = new Presence(nc);
    this.#subscriptions = [
      onHint(nc, snapshotHeartbeat, log, ({ epoch }) => this.#hear(epoch)),
      onHint(nc, builderClaims, log, ({ epoch }) => this.#hear(epoch)),
    ];
  }

  /** Milliseconds since the connection to NATS was made; 0 while there is none. */
  get connectedMs(): number {
    return this.#presence.secondsConnected() * 1000;
  }

  /** Takes part until the signal aborts. `reign` is called whenever this instance is to build, and told when it is to end. */
  async run(signal: AbortSignal, reign: Reign): Promise<void> {
    signal.addEventListener("abort", () => this.#reign?.controller.abort(), { once: true });
    const work = async (): Promise<void> => {
      if (this.#isQuiet() && (await answersWithin(this.#nc, quietMs)) && this.#isQuiet())
        await this.#lead(signal, reign);
    };
    await repeat({ name: "election", everyMs: lookEveryMs, signal, log: this.#log, work });
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
  }

  /** Nobody was heard for long enough, in a time in which somebody could have been. */
  #isQuiet(): boolean {
    const silentMs = Math.min(performance.now() - this.#heardAt, this.connectedMs);
    return silentMs > this.#patienceMs;
  }

  async #lead(signal: AbortSignal, reign: Reign): Promise<void> {
    const epoch = epochAfter([this.#greatest ?? "", this.#known() ?? ""].toSorted().at(-1) || undefined);
    const controller = new AbortController();
    this.#reign = { epoch, controller };
    this.#hear(epoch);
    hint(this.#nc, builderClaims, { epoch });
    try {
      await pause(claimMs, controller.signal);
      if (signal.aborted || controller.signal.aborted) return;
      this.#log.info({ epoch }, "this instance builds the snapshot");
      await reign(epoch, controller.signal);
      this.#log.info({ epoch, after: this.#greatest }, "this instance builds the snapshot no longer");
    } finally {
      this.#reign = undefined;
    }
  }

  #hear(epoch: string): void {
    if (this.#greatest !== undefined && epoch < this.#greatest) return;
    if (this.#reign && epoch > this.#reign.epoch) this.#reign.controller.abort();
    this.#greatest = epoch;
    this.#heardAt = performance.now();
    this.#patienceMs = quietMs + Math.random() * jitterMs;
  }
}
