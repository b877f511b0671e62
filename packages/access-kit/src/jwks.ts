import { accessToken } from "@agentos/contracts/access-token";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import { importJWK, type CryptoKey } from "jose";
import { z } from "zod";

/** Gives the published keys; may fail. */
export type FetchJwks = () => Promise<{ keys: Record<string, unknown>[] }>;

export type JwksOptions = {
  fetch: FetchJwks;
  log: Logger;
  /** Milliseconds between two fetches that unknown keys bring about, so that forged tokens cannot flood identity. */
  minimumMs?: number;
  /** Milliseconds between two fetches as a matter of course. */
  everyMs?: number;
  /** Called when a key is no longer published. */
  onWithdrawn?: () => void;
};

const published = z.object({
  kid: z.string().min(1),
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string(),
});

const retryMs = 1000;

/** The keys that verify access tokens, as identity publishes them. While it is away, the last ones stay. */
export class Jwks {
  readonly #options: Required<JwksOptions>;
  #keys = new Map<string, CryptoKey>();
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | undefined;
  #failing = false;

  constructor(options: JwksOptions) {
    this.#options = { minimumMs: 2000, everyMs: 60_000, onWithdrawn: () => undefined, ...options };
  }

  /** Whether any key is known. */
  get ready(): boolean {
    return this.#keys.size > 0;
  }

  /** The key of that id; asks for the keys anew when it is not known. */
  async key(kid: string): Promise<CryptoKey | undefined> {
    const known = this.#keys.get(kid);
    if (known || performance.now() - this.#fetchedAt < this.#options.minimumMs) return known;
    await this.#update();
    return this.#keys.get(kid);
  }

  /** Fetches the keys now and then, and soon again after a failure, until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const fetched = await this.#update();
      await pause(fetched ? this.#options.everyMs : retryMs, signal);
    }
  }

  /** Fetches the keys; those at hand stay where that fails. */
  async #update(): Promise<boolean> {
    try {
      await this.#fetch();
      this.#failing = false;
      return true;
    } catch (error) {
      // Said once, not every second that identity is away.
      if (!this.#failing) this.#options.log.warn({ err: error }, "the keys of identity cannot be fetched");
      this.#failing = true;
      return false;
    }
  }

  #fetch(): Promise<void> {
    this.#fetching ??= this.#load().finally(() => (this.#fetching = undefined));
    return this.#fetching;
  }

  async #load(): Promise<void> {
    this.#fetchedAt = performance.now();
    const { keys } = await this.#options.fetch();
    const now = new Map<string, CryptoKey>();
    for (const jwk of keys) {
      const key = published.safeParse(jwk).data;
      if (key) now.set(key.kid, await importKey(key));
    }
    // No key at all is an answer that nothing good can be made of.
    if (now.size === 0) throw new Error("identity has published no key of the expected kind");
    const withdrawn = [...this.#keys.keys()].some((kid) => !now.has(kid));
    this.#keys = now;
    if (withdrawn) this.#options.onWithdrawn();
  }
}

async function importKey({ kty, crv, x }: z.infer<typeof published>): Promise<CryptoKey> {
  const key = await importJWK({ kty, crv, x }, accessToken.algorithm);
  if (key instanceof Uint8Array) throw new TypeError("An Ed25519 key is needed, not a secret.");
  return key;
}
