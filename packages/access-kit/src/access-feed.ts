import type { AccessChange, AccessPlace } from "@agentos/contracts/messages/identity";
import type { AccessBook } from "./access-book.ts";
import type { Logger } from "@agentos/service-kit/logger";

/** Asks identity for what has changed after a place; may fail. */
export type FetchChanges = (
  after: AccessPlace | null,
) => Promise<{ changes: AccessChange[]; place: AccessPlace | null; more: boolean }>;

export type AccessFeedOptions = {
  fetch: FetchChanges;
  book: Pick<AccessBook, "note" | "open">;
  log: Logger;
  /** Milliseconds between two questions; a change is known after that at the latest. */
  everyMs?: number;
};

/**
 * Follows the changes of access in identity: asks a few times a second, and at once when it is told to. While identity or NATS
 * is away, what is known stays, and what was missed is read afterwards.
 */
export class AccessFeed {
  readonly #options: Required<AccessFeedOptions>;
  #place: AccessPlace | null = null;
  #failing = false;
  #wake: (() => void) | undefined;

  constructor(options: AccessFeedOptions) {
    this.#options = { everyMs: 400, ...options };
  }

  /** Asks at once. */
  wake(): void {
    this.#wake?.();
  }

  /** Follows until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener("abort", () => this.wake(), { once: true });
    while (!signal.aborted) {
      // The promise stands before the question, so that a word that comes meanwhile is not missed.
      const next = this.#next();
      if (await this.#update()) this.wake();
      await next;
    }
  }

  /** Resolves when it is time to ask again. */
  #next(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#options.everyMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Reads what is next; true where there is more. */
  async #update(): Promise<boolean> {
    try {
      const { changes, place, more } = await this.#options.fetch(this.#place);
      for (const change of changes) this.#options.book.note(change);
      this.#place = place;
      if (!more) this.#options.book.open();
      this.#failing = false;
      return more;
    } catch (error) {
      // Said once, not twice a second while identity is away.
      if (!this.#failing) this.#options.log.warn({ err: error }, "the access changes of identity cannot be read");
      this.#failing = true;
      return false;
    }
  }
}
