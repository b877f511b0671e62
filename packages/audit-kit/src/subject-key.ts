import { createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import { decrypt, encrypt, pack, unpack } from "./aes-gcm.ts";

const keyBytes = 32;

/** The key of one person, opened: for a short time in memory, and nowhere else. */
export type SubjectKey = { id: string; key: KeyObject };

/** The key that wraps the keys of persons, from 32 bytes in base64. Errors: when they are not 32. */
export function readMasterKey(base64: string): KeyObject {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length !== keyBytes) throw new TypeError(`A master key is ${keyBytes} bytes in base64.`);
  return createSecretKey(bytes);
}

/** A new random key for a person, wrapped so that it can be stored. */
export function proposeWrappedKey(master: KeyObject, subject: string): Buffer {
  return pack(encrypt(master, randomBytes(keyBytes), subject));
}

/** Errors: when it was wrapped with another key, or for somebody else. */
export function unwrapKey(master: KeyObject, subject: string, wrapped: Buffer): KeyObject {
  return createSecretKey(decrypt(master, unpack(wrapped), subject));
}
