import { accessToken } from "@agentos/contracts/access-token";
import { AppError } from "@agentos/contracts/errors";
import type { JWK } from "jose";
import { createPrivateKey, type KeyObject } from "node:crypto";
import { readKeys, rotateKeys, type StoredKey } from "../db/keys.ts";
import type { Db } from "../db/tables.ts";
import type { RotationPolicy } from "../domain/key-rotation.ts";
import type { Secrets } from "../domain/secrets.ts";
import { change } from "../events.ts";
import { freshForMs } from "./policy.ts";

export type SigningKey = { kid: string; key: KeyObject };

type Parts = Parameters<typeof change>[0] & { db: Db; secrets: Secrets; policy: RotationPolicy };

/** The signing keys at hand: the one that signs, and all that verify. */
export class KeyRing {
  readonly #parts: Parts;
  #signing: SigningKey | undefined;
  #public: JWK[] = [];
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Rotates what is due and reads the keys anew. Errors: when the stored key cannot be opened with this service's secret. */
  async refresh(): Promise<void> {
    const { secrets, policy } = this.#parts;
    await change(this.#parts, (unit) => rotateKeys(unit, secrets, policy));
    await this.#read();
  }

  /** Seconds that a key verifies after it has stopped to sign. */
  get retiringSeconds(): number {
    return this.#parts.policy.retiring;
  }

  async #read(): Promise<void> {
    const { db, secrets } = this.#parts;
    const readAt = performance.now();
    const keys = await readKeys(db);
    const active = keys.find((key) => key.state === "active");
    if (active && active.kid !== this.#signing?.kid) this.#signing = { kid: active.kid, key: open(active, secrets) };
    this.#public = keys.map((key) => ({
      ...key.public_jwk,
      kid: key.kid,
      use: "sig",
      alg: accessToken.algorithm,
    }));
    this.#readAt = readAt;
  }

  /** The key to sign with. Errors: SERVICE_UNAVAILABLE before the keys were read. */
  signing(): SigningKey {
    if (this.#signing) return this.#signing;
    throw new AppError("SERVICE_UNAVAILABLE", undefined, { retryAfterSeconds: 2 });
  }

  /**
   * Every key that verifies (RFC 7517), also one that another instance has made a moment ago; while the database is away, those that
   * are known. Errors: SERVICE_UNAVAILABLE before the keys were read.
   */
  async jwks(): Promise<{ keys: JWK[] }> {
    this.signing();
    if (performance.now() - this.#readAt > freshForMs) {
      await this.#read().catch((error: unknown) =>
        this.#parts.log.warn({ err: error }, "the keys cannot be read anew"),
      );
    }
    return { keys: this.#public };
  }
}

/** The secret of this service does not fit what the database holds; no waiting helps. */
export class WrongSecretError extends Error {}

function open(stored: StoredKey, secrets: Secrets): KeyObject {
  try {
    return createPrivateKey({ key: secrets.open(stored.private_key, stored.kid), format: "der", type: "pkcs8" });
  } catch (cause) {
    throw new WrongSecretError(
      "IDENTITY_KEY_ENCRYPTION_KEY does not open the signing key in the database. Give the value that it was made with, " +
        "or delete the rows of identity.keys: new keys are made, and everyone's access token is replaced at its next refresh.",
      { cause },
    );
  }
}
