import { createPublicKey, generateKeyPairSync, randomBytes, type JsonWebKey } from "node:crypto";
import type { Secrets } from "@agentos/local-servers/secrets";

export type Keys = {
  /** Ed25519 JWK by which the gateway signs for whom it asks. */
  callerPrivate: string;
  callerPublic: string;
  /** Key of the signed addresses of media. */
  mediaToken: string;
  /** 32 bytes in base64 that seal identity's signing keys. */
  identityEncryption: string;
  /** 32 bytes in base64 that seal the keys of the persons in the audit trail. */
  auditMaster: string;
  /** Ed25519 JWK that signs the heads of the audit trail. */
  auditSigning: string;
};

/** The keys that services share, made at the first start. */
export function keysOf(secrets: Secrets): Keys {
  const callerPrivate = secrets.get("caller/private-key", newKey);
  const key = createPublicKey({ key: JSON.parse(callerPrivate) as JsonWebKey, format: "jwk" });
  return {
    callerPrivate,
    callerPublic: JSON.stringify(key.export({ format: "jwk" })),
    mediaToken: secrets.get("media-token"),
    identityEncryption: secrets.get("identity/encryption-key", () => randomBytes(32).toString("base64")),
    auditMaster: secrets.get("audit/master-key", () => randomBytes(32).toString("base64")),
    auditSigning: secrets.get("audit/signing-key", newKey),
  };
}

function newKey(): string {
  return JSON.stringify(generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" }));
}
