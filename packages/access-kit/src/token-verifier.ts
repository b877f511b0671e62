import { accessToken, accessTokenClaims } from "@agentos/contracts/access-token";
import { AppError } from "@agentos/contracts/errors";
import type { Caller } from "@agentos/service-kit/http/caller";
import { errors, jwtVerify, type CryptoKey, type JWTHeaderParameters } from "jose";
import { LRUCache } from "lru-cache";
import type { AccessBook, TokenHolder } from "./access-book.ts";
import type { Jwks } from "./jwks.ts";

/** A good token: whom it speaks for, as far as is known now. Times are seconds since the epoch. */
type Verified = { caller: Caller; holder: TokenHolder; expiresAt: number };

const remembered = 10_000;

/**
 * Verifies access tokens, and remembers those whose signature was good until they expire. What has become of their holder
 * since is looked up each time.
 */
export class TokenVerifier {
  readonly #jwks: Pick<Jwks, "key" | "ready">;
  readonly #access: Pick<AccessBook, "roleOf">;
  readonly #verified = new LRUCache<string, Verified>({ max: remembered });

  constructor(jwks: Pick<Jwks, "key" | "ready">, access: Pick<AccessBook, "roleOf">) {
    this.#jwks = jwks;
    this.#access = access;
  }

  /**
   * Whom a token speaks for, with the role that they have now. Only Ed25519 signatures by keys that identity publishes count; whatever else the token's
   * header says of algorithms and keys is not followed.
   * Errors: TOKEN_EXPIRED; UNAUTHENTICATED for every other flaw; SERVICE_UNAVAILABLE while no key is known.
   */
  async verify(token: string): Promise<Caller> {
    return this.#current(await this.#look(token));
  }

  /** The same, with the moment at which the token ends, in seconds since the epoch. */
  async verifyUntil(token: string): Promise<{ caller: Caller; expiresAt: number }> {
    const verified = await this.#look(token);
    return { caller: this.#current(verified), expiresAt: verified.expiresAt };
  }

  /**
   * The same at once, for a token that has been verified here before. Undefined for any other, and for one that is to be refused:
   * `verify` says why.
   */
  known(token: string): Caller | undefined {
    // Looked at without being moved to the front, which would cost more than all the rest: a token that is forgotten is verified anew.
    const known = this.#verified.peek(token);
    if (!known || Date.now() / 1000 >= known.expiresAt) return undefined;
    try {
      return this.#current(known);
    } catch {
      return undefined;
    }
  }

  /** Every token is checked anew from now on. */
  forget(): void {
    this.#verified.clear();
  }

  async #look(token: string): Promise<Verified> {
    const known = this.#verified.get(token);
    if (known && Date.now() / 1000 < known.expiresAt) return known;
    this.#verified.delete(token);
    const verified = await this.#check(token);
    this.#verified.set(token, verified);
    return verified;
  }

  /** The same object as long as the role is the same: what was signed for it can be told again. */
  #current(verified: Verified): Caller {
    const { caller, holder } = verified;
    const role = this.#access.roleOf(holder);
    if (role !== caller.role) {
      verified.caller = { ...caller, role };
      verified.holder = { ...holder, role };
    }
    return verified.caller;
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
      const caller = { userId: sub, role, sessionId: sid };
      return {
        caller,
        holder: { ...caller, issuedAt: exp - accessToken.seconds },
        expiresAt: exp + accessToken.toleranceSeconds,
      };
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
