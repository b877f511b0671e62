import { session } from "@agentos/contracts/api/auth";
import { getJwks } from "@agentos/contracts/messages/identity";
import { connectNats } from "@agentos/messaging/connect";
import { ask } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from "jose";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type TestIdentity } from "./support/identity.ts";

let identity: TestIdentity;
let service: IdentityService;
const ada = { email: "ada@example.com", password: "correct horse battery" };

beforeAll(async () => {
  identity = await prepareIdentity();
  service = await identity.start({ REGISTRATION_OPEN: "true" });
  await identity.call(service, "register", ada);
});
afterAll(() => identity.stop());

async function accessToken(from = service): Promise<string> {
  return session.parse((await identity.call(from, "login", ada)).data).access_token;
}

async function jwks(from = service): Promise<JSONWebKeySet> {
  return (await identity.call(from, "jwks")).data as JSONWebKeySet;
}

const kidOf = (token: string): string | undefined => decodeProtectedHeader(token).kid;

/** Makes every key look older, and starts an instance anew: it looks at the keys at once. */
async function later(seconds: number): Promise<IdentityService> {
  await identity.sql("update keys set state_since = state_since - make_interval(secs => $1)", [seconds]);
  return identity.start();
}

it("tells its keys on NATS, as over HTTP", async () => {
  const log = createLogger({ service: "gateway", instance: "test", level: "silent" });
  const nc = await connectNats({ ...identity.nats.credentials("gateway"), service: "gateway", log });
  expect(await ask(nc, getJwks, {})).toEqual(await jwks());
  await nc.close();
});

it("shares one key among instances, also when they start together", async () => {
  const others = await Promise.all([identity.start(), identity.start(), identity.start()]);
  const kids = await Promise.all([service, ...others].map(async (one) => kidOf(await accessToken(one))));
  expect(new Set(kids).size).toBe(1);
});

it("publishes a new key before it signs, and the old one as long as tokens live", async () => {
  const before = await accessToken();
  const month = await later(31 * 86_400);
  const announced = await jwks(month);
  expect(announced.keys).toHaveLength(2);
  expect(kidOf(await accessToken(month))).toBe(kidOf(before));

  const turned = await later(301);
  const after = await accessToken(turned);
  expect(kidOf(after)).not.toBe(kidOf(before));
  const both = createLocalJWKSet(await jwks(turned));
  await jwtVerify(before, both);
  await jwtVerify(after, createLocalJWKSet(announced));

  const retired = await jwks(await later(16 * 60 + 120));
  expect(retired.keys.map((key) => key.kid)).not.toContain(kidOf(before));
  expect(retired.keys.map((key) => key.kid)).toContain(kidOf(after));
});

it("keeps private keys sealed", async () => {
  const rows = await identity.sql<{ private_key: Buffer }>("select private_key from keys");
  // PKCS #8 of Ed25519 begins so; a sealed one must not contain it anywhere.
  const begin = Buffer.from("302e020100300506032b6570", "hex");
  expect(rows.length).toBeGreaterThan(0);
  for (const { private_key } of rows) expect(private_key.includes(begin)).toBe(false);
});

it("does not start with another secret", async () => {
  const wrong = { IDENTITY_KEY_ENCRYPTION_KEY: randomBytes(32).toString("base64") };
  await expect(identity.start(wrong)).rejects.toThrow(/IDENTITY_KEY_ENCRYPTION_KEY does not open/);
});
