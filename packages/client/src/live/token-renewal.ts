import type { ApiClient } from "../api-client.ts";
import { ApiError } from "../api-error.ts";

/** A token is renewed by its holder when less than this is left of it; it is asked for a little later. */
const beforeEndMs = 15_000;
/** Where the clocks of both sides differ, the end may seem to be near all the time. */
const leastMs = 30_000;

export type TokenRenewalOptions = {
  client: Pick<ApiClient, "accessToken">;
  /** The token that the socket came with. */
  token: string;
  send: (token: string) => void;
};

/** Sends a socket a fresh token before the one that it has ends, so that it need not be opened anew. */
export class TokenRenewal {
  readonly #options: TokenRenewalOptions;
  #token: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(options: TokenRenewalOptions) {
    this.#options = options;
    this.#token = options.token;
  }

  /** Tells when the token that the hub has now ends, in ISO 8601. */
  endsAt(time: string): void {
    clearTimeout(this.#timer);
    const ms = Math.max(leastMs, Date.parse(time) - Date.now() - beforeEndMs);
    this.#timer = setTimeout(() => this.check(), ms);
  }

  /** Sends the token that is good now, if it is another one. */
  check(): void {
    if (this.#stopped) return;
    this.#renew().catch((error: unknown) => {
      // The hub closes the socket when the token ends, and says why; what the session has to say, it says by its state.
      if (!(error instanceof ApiError)) throw error;
    });
  }

  async #renew(): Promise<void> {
    const token = await this.#options.client.accessToken();
    if (this.#stopped || token === this.#token) return;
    this.#token = token;
    this.#options.send(token);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
