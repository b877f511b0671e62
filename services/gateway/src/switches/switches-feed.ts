import { switchesState, type SwitchesState } from "@agentos/contracts/messages/system";
import type { RedisLink } from "@agentos/redis/redis-link";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import type { Switches } from "./switches.ts";

/** Milliseconds between two questions; a change is known after that at the latest. */
const everyMs = 400;
/** Where this service keeps the last word for the gateways that start while system is away, and how many seconds. */
const kept = { key: "gateway:switches", seconds: 7 * 86_400 };
/** Milliseconds between two times that the last word is kept anew. */
const keepEveryMs = 60_000;

export type SwitchesFeedOptions = {
  /** Asks system; may fail. */
  fetch(): Promise<SwitchesState>;
  switches: Switches;
  redis: Pick<RedisLink, "get" | "set">;
  log: Logger;
};

/**
 * Follows what staff has switched: asks a few times a second, and at once when it is told to. While system or NATS is away, the last
 * word holds; a gateway that has just started then takes the last one that any gateway has kept.
 */
export class SwitchesFeed {
  readonly #options: SwitchesFeedOptions;
  #wake = new AbortController();
  #failing = false;
  #asked = false;
  #kept = { text: "", at: Number.NEGATIVE_INFINITY };

  constructor(options: SwitchesFeedOptions) {
    this.#options = options;
  }

  /** Asks at once. */
  wake(): void {
    this.#wake.abort();
  }

  /** Throws with a sentence until it was tried to hear what is switched. */
  requireAsked(): void {
    if (!this.#asked) throw new Error("system has not been asked yet whether it is under maintenance");
  }

  /** Follows until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // The wake-up stands before the question, so that a word that comes meanwhile is not missed.
      this.#wake = new AbortController();
      await this.#update();
      this.#asked = true;
      await pause(everyMs, AbortSignal.any([signal, this.#wake.signal]));
    }
  }

  async #update(): Promise<void> {
    const { switches, log } = this.#options;
    try {
      const state = await this.#options.fetch();
      switches.take(state);
      this.#failing = false;
      await this.#keep(JSON.stringify(state));
    } catch (error) {
      // Said once, not twice a second while system is away.
      if (!this.#failing) log.warn({ err: error }, "what is switched for the whole system cannot be read");
      this.#failing = true;
      if (!switches.state) await this.#restore();
    }
  }

  async #keep(text: string): Promise<void> {
    const { redis, log } = this.#options;
    const now = performance.now();
    if (text === this.#kept.text && now - this.#kept.at < keepEveryMs) return;
    try {
      await redis.set(kept.key, text, kept.seconds);
      this.#kept = { text, at: now };
    } catch (error) {
      log.debug({ err: error }, "what is switched was not kept");
    }
  }

  async #restore(): Promise<void> {
    const { redis, switches, log } = this.#options;
    try {
      const text = await redis.get(kept.key);
      if (text !== null) switches.take(switchesState.parse(JSON.parse(text)));
    } catch (error) {
      log.debug({ err: error }, "what was switched last is not known");
    }
  }
}
