import type { sealed } from "@agentos/contracts/audit-entry";
import type { z } from "zod";
import { decrypt, encrypt } from "./aes-gcm.ts";
import type { SubjectKey } from "./subject-key.ts";

export type Sealed = z.infer<typeof sealed>;

/** What stands in the place of a value whose key was destroyed. */
export const erased = "[erased]";

/** Seals a JSON value: only the key opens it again, and equal values look different. */
export function seal({ id, key }: SubjectKey, value: unknown): Sealed {
  const { nonce, text } = encrypt(key, Buffer.from(JSON.stringify(value)), id);
  return { sealed: [id, nonce.toString("base64url"), text.toString("base64url")].join(".") };
}

/** Errors: a value of another key, or one that was changed. */
export function open({ id, key }: SubjectKey, value: Sealed): unknown {
  const [keyId, nonce = "", text = ""] = value.sealed.split(".");
  if (keyId !== id) throw new TypeError("The value was sealed with another key.");
  const encrypted = { nonce: Buffer.from(nonce, "base64url"), text: Buffer.from(text, "base64url") };
  return JSON.parse(decrypt(key, encrypted, id).toString()) as unknown;
}

/** Id of the key that opens a value. */
export function keyIdOf(value: Sealed): string {
  return value.sealed.slice(0, value.sealed.indexOf("."));
}
