import { createHash, randomBytes } from "node:crypto";
import type { Secrets } from "./secrets.ts";

/** A refresh token as its owner has it, and as the database knows it. */
export type RefreshToken = { text: string; hash: Buffer };

export const saltBytes = 16;

/** The first token of a session: 256 random bits. */
export function newRefreshToken(): RefreshToken {
  return fromBytes(randomBytes(32));
}

/**
 * The token that follows another. The same token and salt lead to the same successor, so that it can be told again without
 * being stored; without the service's key nobody can work it out.
 */
export function successorOf(text: string, salt: Buffer, secrets: Secrets): RefreshToken {
  return fromBytes(secrets.authenticate(salt, Buffer.from(text)));
}

export function newSalt(): Buffer {
  return randomBytes(saltBytes);
}

export function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function fromBytes(bytes: Buffer): RefreshToken {
  const text = bytes.toString("base64url");
  return { text, hash: hashOf(text) };
}
