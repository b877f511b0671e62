import { accessToken, accessTokenClaims } from "@agentos/contracts/access-token";
import { AppError } from "@agentos/contracts/errors";
import type { Caller } from "@agentos/service-kit/http/caller";
import { errors, jwtVerify, type CryptoKey, type JWTHeaderParameters } from "jose";
import { LRUCache } from "lru-cache";
import type { Jwks } from "./jwks.ts";

type Verified = { caller: Caller; /** Seconds since the epoch. */ expiresAt: number };

const remembered = 10_000;

/** Verifies access tokens, and remembers those that were good until they expire. */
export class TokenVerifier {
  readonly #jwks: Pick<Jwks, "key" | "ready">;
  readonly #verified = new LRUCache<string, Verified>({ max: remembered });

  constructor(jwks: Pick<Jwks, "key" | "ready">) {
    this.#jwks = jwks;
  }

  /**
   * Whom a token speaks for. Only Ed25519 signatures by keys that identity publishes count; whatever else the token's
   * header says of algorithms and keys is not followed.
   * Errors: TOKEN_EXPIRED; UNAUTHENTICATED for every other flaw; SERVICE_UNAVAILABLE while no key is known.
   */
  async verify(token: string): Promise<Caller> {
    const known = this.#verified.get(token);
    if (known && Date.now() / 1000 < known.expiresAt) return known.caller;
    this.#verified.delete(token);
    const verified = await this.#check(token);
    this.#verified.set(token, verified);
    return verified.caller;
  }

  /** Every token is checked anew from now on. */
  forget(): void {
    this.#verified.clear();
  }

  async #check(token: string): Promise<Verified> {
    try {
      const { payload } = await jwtVerify(token, (header) => this.#keyFor(header), {
        algorithms: [accessToken.algorithm],
        issuer: accessToken.issuer,
        audience: accessToken.audience,
        typ: accessToken.type,
        clockTolerance: accessToken.toleranceSeconds,
      });
      const { sub, role, sid, exp } = accessTokenClaims.parse(payload);
      return { caller: { userId: sub, role, sessionId: sid }, expiresAt: exp + accessToken.toleranceSeconds };
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      if (cause instanceof errors.JWTExpired) throw new AppError("TOKEN_EXPIRED", undefined, { cause });
      throw new AppError("UNAUTHENTICATED", "The access token is not valid. Sign in again.", { cause });
    }
  }

  async #keyFor({ kid }: JWTHeaderParameters): Promise<CryptoKey> {
    const key = kid === undefined ? undefined : await this.#jwks.key(kid);
    if (key) return key;
    if (!this.#jwks.ready) throw new AppError("SERVICE_UNAVAILABLE", undefined, { retryAfterSeconds: 2 });
    throw new errors.JWKSNoMatchingKey();
  }
}
