import { accessChanged, accessChanges, getJwks } from "@agentos/contracts/messages/identity";
import { ask, onHint } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import { AccessBook } from "./access-book.ts";
import { AccessFeed } from "./access-feed.ts";
import { Jwks } from "./jwks.ts";
import { TokenVerifier } from "./token-verifier.ts";

export type AccessOptions = {
  /** The connection to NATS. Errors: there is none yet. */
  connection(): NatsConnection;
  log: Logger;
};

/** Is told whose access has changed; undefined where it may be anybody's, as when a signing key was withdrawn. */
type AccessListener = (userId: string | undefined) => void;

/** Who may come in, as identity says: its keys, and what has changed since the tokens that they signed. */
export class Access {
  readonly jwks: Jwks;
  readonly book = new AccessBook();
  readonly verifier: TokenVerifier;
  readonly #feed: AccessFeed;
  readonly #log: Logger;
  readonly #listeners = new Set<AccessListener>();

  constructor({ connection, log }: AccessOptions) {
    this.#log = log;
    this.jwks = new Jwks({
      fetch: async () => ask(connection(), getJwks, {}),
      log,
      onWithdrawn: () => {
        this.verifier.forget();
        this.#tell();
      },
    });
    this.#feed = new AccessFeed({
      fetch: async (after) => ask(connection(), accessChanges, { after }),
      book: this.book,
      log,
    });
    this.verifier = new TokenVerifier(this.jwks, this.book);
    this.book.onChange((userId) => this.#tell(userId));
  }

  /** Calls the listener when tokens that were good may not be any more, from now on; returns how to stop that. */
  onChange(listener: AccessListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Hears at once when something has changed, from now on. */
  listen(nc: NatsConnection): void {
    onHint(nc, accessChanged, this.#log, () => this.#feed.wake());
  }

  /** Follows identity until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.jwks.run(signal), this.#feed.run(signal)]);
  }

  #tell(userId?: string): void {
    for (const listener of this.#listeners) listener(userId);
  }

  /** Throws with a sentence while it cannot be said who may come in. */
  requireKnown(): void {
    if (!this.jwks.ready) throw new Error("identity has not told its keys yet");
    // Who was demoted, disabled or signed out just before the start.
    if (!this.book.ready) throw new Error("identity has not told the changes of access yet");
  }
}
