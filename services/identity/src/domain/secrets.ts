import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** What the service's one secret is for; each purpose has a key of its own. */
export type Secrets = {
  /** Encrypts (AES-256-GCM); `about` must be the same when it is opened. */
  seal(plain: Buffer, about: string): Buffer;
  /** Errors: when the secret, the text or `about` is another. */
  open(sealed: Buffer, about: string): Buffer;
  /** HMAC-SHA-256 of the parts. */
  authenticate(...parts: Buffer[]): Buffer;
  /** Stands for a text, such as an address, without telling it: HMAC-SHA-256 under a key of its own. */
  pseudonym(...parts: string[]): Buffer;
};

const ivBytes = 12;
const tagBytes = 16;

/** Derives the keys (HKDF-SHA-256) from 32 random bytes. */
export function createSecrets(root: Buffer): Secrets {
  const keyFor = (purpose: string): Buffer => Buffer.from(hkdfSync("sha256", root, "", purpose, 32));
  const sealing = keyFor("agentos/identity/signing-keys");
  const chaining = keyFor("agentos/identity/refresh-tokens");
  const naming = keyFor("agentos/identity/pseudonyms");
  return {
    seal(plain, about) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv("aes-256-gcm", sealing, iv).setAAD(Buffer.from(about));
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]);
    },
    open(sealed, about) {
      const tag = sealed.subarray(ivBytes, ivBytes + tagBytes);
      const decipher = createDecipheriv("aes-256-gcm", sealing, sealed.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(about)).setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]);
    },
    authenticate(...parts) {
      const mac = createHmac("sha256", chaining);
      for (const part of parts) mac.update(part);
      return mac.digest();
    },
    pseudonym: (...parts) => createHmac("sha256", naming).update(JSON.stringify(parts)).digest(),
  };
}
