import { importJWK, type CryptoKey, type JWK } from "jose";

/** By what the gateway signs its word to the services behind it: Ed25519 (RFC 8037), in its own name. */
export const gatewayWord = { algorithm: "EdDSA", issuer: "aos-gateway", lasts: "60s" } as const;

/** Reads an Ed25519 key, public or private, from JSON. Errors: what is no such key. */
export async function importGatewayKey(jwk: string): Promise<CryptoKey> {
  const key = await importJWK(JSON.parse(jwk) as JWK, gatewayWord.algorithm);
  if (key instanceof Uint8Array) throw new TypeError("An Ed25519 key is needed, not a secret.");
  return key;
}
