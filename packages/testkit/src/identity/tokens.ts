import { accessToken } from "@agentos/contracts/access-token";
import { calculateJwkThumbprint, SignJWT, type JWK } from "jose";
import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";

/** A key that signs access tokens, as identity has them. */
export type TestKey = { kid: string; jwk: JWK; privateKey: KeyObject; publicKey: KeyObject };

export async function makeKey(): Promise<TestKey> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const jwk = publicKey.export({ format: "jwk" }) as JWK;
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, jwk: { ...jwk, kid, use: "sig", alg: accessToken.algorithm }, publicKey, privateKey };
}

/** Everything that an access token says, each part of which a test may make wrong. */
export type TokenParts = {
  key?: { kid: string; privateKey: KeyObject | Uint8Array };
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
};

/** An access token as identity makes them, but for what `parts` says. */
export function makeToken(
  key: TestKey,
  { key: signing = key, header = {}, claims = {} }: TokenParts = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: accessToken.issuer,
    aud: accessToken.audience,
    sub: randomUUID(),
    sid: randomUUID(),
    jti: randomUUID(),
    role: "user",
    iat: now,
    exp: now + accessToken.seconds,
    ...claims,
  })
    .setProtectedHeader({ alg: accessToken.algorithm, typ: accessToken.type, kid: signing.kid, ...header })
    .sign(signing.privateKey);
}
