import { accessChanges, getJwks } from "@agentos/contracts/messages/identity";
import { connectNats } from "@agentos/messaging/connect";
import { serve } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import type { TestNats } from "@agentos/testkit/servers/nats";
import { calculateJwkThumbprint, SignJWT, type JWK } from "jose";
import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";

export type TestKey = { kid: string; jwk: JWK; privateKey: KeyObject; publicKey: KeyObject };

export async function makeKey(): Promise<TestKey> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const jwk = publicKey.export({ format: "jwk" }) as JWK;
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, jwk: { ...jwk, kid, use: "sig", alg: "EdDSA" }, publicKey, privateKey };
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
    iss: "agentos",
    aud: "agentos-api",
    sub: randomUUID(),
    sid: randomUUID(),
    jti: randomUUID(),
    role: "user",
    iat: now,
    exp: now + 900,
    ...claims,
  })
    .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: signing.kid, ...header })
    .sign(signing.privateKey);
}

/** Answers for identity, on NATS, with the keys that it is given. */
export async function publishKeys(
  nats: TestNats,
  keys: TestKey[],
): Promise<{ asked(): number; close(): Promise<void> }> {
  const log = createLogger({ service: "identity", instance: "test", level: "silent" });
  const nc = await connectNats({ ...nats.credentials("identity"), service: "identity", log });
  let asked = 0;
  serve(nc, getJwks, log, async () => {
    asked += 1;
    return { keys: keys.map(({ jwk }) => jwk as Record<string, unknown>) };
  });
  serve(nc, accessChanges, log, async ({ after }) => ({ changes: [], place: after, more: false }));
  await nc.flush();
  return { asked: () => asked, close: () => nc.close() };
}
