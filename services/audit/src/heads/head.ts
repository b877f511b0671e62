import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";
import { canonicalJson } from "@agentos/audit-kit/canonical-json";
import { z } from "zod";

/** A place in the chain, signed: whoever holds it can tell whether everything up to there still is what it was. */
export const head = z.strictObject({
  seq: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When it was signed. */
  at: z.string(),
  /** Everything up to there was dropped, because its time was over. */
  anchor: z.literal(true).optional(),
  /** Which key has signed: its thumbprint (RFC 7638). */
  kid: z.string(),
  /** Ed25519 over the canonical JSON (RFC 8785) of the rest, in base64url. */
  signature: z.string(),
});
export type Head = z.infer<typeof head>;

/** When something was signed, and by which key. */
export type Signature = Pick<Head, "at" | "kid" | "signature">;

export type PublicJwk = { kid: string; kty: "OKP"; crv: "Ed25519"; x: string };
export type HeadSigner = { publicJwk: PublicJwk; sign<Content extends object>(content: Content): Content & Signature };

/** Signs with an Ed25519 private JWK. Errors: when it is none. */
export function createHeadSigner(privateJwk: string): HeadSigner {
  const key = createPrivateKey({ key: JSON.parse(privateJwk) as JsonWebKey, format: "jwk" });
  const { crv, kty, x } = createPublicKey(key).export({ format: "jwk" });
  if (crv !== "Ed25519" || kty !== "OKP" || !x) throw new TypeError("Heads are signed with an Ed25519 key.");
  const kid = createHash("sha256").update(canonicalJson({ crv, kty, x })).digest("base64url");
  return {
    publicJwk: { kid, kty, crv, x },
    sign(content) {
      const signed = { ...content, at: new Date().toISOString(), kid };
      return { ...signed, signature: sign(null, signedText(signed), key).toString("base64url") };
    },
  };
}

/** Public keys by their ids. */
export type HeadKeys = ReadonlyMap<string, KeyObject>;

export function importKeys(jwks: readonly PublicJwk[]): HeadKeys {
  return new Map(jwks.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: "jwk" })]));
}

/** Whether one of the keys has signed exactly this. */
export function isSigned(given: Signature, keys: HeadKeys): boolean {
  const { signature, ...content } = given;
  const key = keys.get(given.kid);
  return key !== undefined && verify(null, signedText(content), key, Buffer.from(signature, "base64url"));
}

function signedText(content: object): Buffer {
  return Buffer.from(canonicalJson(content));
}
