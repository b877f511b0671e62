import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from "node:crypto";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** What was encrypted: a nonce that is never used again, and the text with its tag behind it. */
export type Encrypted = { nonce: Buffer; text: Buffer };

/** Encrypts (AES-256-GCM, NIST SP 800-38D); `about` must be the same when it is decrypted. */
export function encrypt(key: KeyObject, plain: Buffer, about: string): Encrypted {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(about));
  return { nonce, text: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) };
}

/** Errors: when the key, the text or `about` is another. */
export function decrypt(key: KeyObject, { nonce, text }: Encrypted, about: string): Buffer {
  const end = text.length - tagBytes;
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(about)).setAuthTag(text.subarray(end));
  return Buffer.concat([decipher.update(text.subarray(0, end)), decipher.final()]);
}

/** As one run of bytes, the nonce first. */
export function pack({ nonce, text }: Encrypted): Buffer {
  return Buffer.concat([nonce, text]);
}

export function unpack(packed: Buffer): Encrypted {
  return { nonce: packed.subarray(0, nonceBytes), text: packed.subarray(nonceBytes) };
}
