import { generateKeyPairSync } from "node:crypto";

/** A public key of a gateway, as the configuration has it. */
export function makeCallerKey(): string {
  return JSON.stringify(generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }));
}
