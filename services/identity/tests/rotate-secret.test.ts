import { randomBytes, randomUUID } from "node:crypto";
import { Access } from "@agentos/access-kit/access";
import { session } from "@agentos/contracts/api/auth";
import { act, type Actor } from "@agentos/contracts/messages/actions";
import { getJwks } from "@agentos/contracts/messages/identity";
import type { ServiceName } from "@agentos/contracts/services";
import { connectNats } from "@agentos/messaging/connect";
import { ask } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { newTrace, traceparent } from "@agentos/service-kit/trace";
import { decodeProtectedHeader } from "jose";
import type { NatsConnection } from "@nats-io/transport-node";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type TestIdentity } from "./support/identity.ts";

const log = createLogger({ service: "test", instance: "test", level: "silent" });
const clients = 100;
let identity: TestIdentity;
let first: IdentityService;
let second: IdentityService;
let gateway: NatsConnection;
let dispatcher: NatsConnection;

beforeAll(async () => {
  identity = await prepareIdentity();
  // Two copies: what one has made the other has to tell as well.
  first = await identity.start({ REGISTRATION_OPEN: "true" });
  second = await identity.start();
  const connectAs = (service: ServiceName) => connectNats({ ...identity.nats.credentials(service), service, log });
  [gateway, dispatcher] = await Promise.all([connectAs("gateway"), connectAs("action-dispatcher")]);
});
afterAll(async () => {
  await Promise.all([gateway.close(), dispatcher.close()]);
  await identity.stop();
});

const kidOf = (token: string): string | undefined => decodeProtectedHeader(token).kid;

/** Carries the action out that the dispatcher has let through. */
async function rotate(): Promise<{ key_id: string }> {
  const [action_id, action] = [randomUUID(), "config.rotate_secret"];
  await identity.sql(
    `insert into action_dispatcher.actions
       (id, user_id, session_id, role, action, owner, payload_hash, lease_expires_at, security_context, traceparent)
     values ($1, $1, $1, 'admin', $2, 'identity', $3, now() + interval '30 s', '{}', $4)`,
    [action_id, action, randomBytes(32), traceparent(newTrace())],
  );
  const actor: Actor = { user_id: randomUUID(), role: "admin", scope: "any" };
  const payload = { name: "access_token_signing_key" };
  const { result } = await ask(dispatcher, act.identity, { action_id, action, payload, dry_run: false, actor });
  return result as { key_id: string };
}

it("replaces the signing key under a hundred signed-in clients: none of them is refused, and the old key goes after its time", async () => {
  const account = { email: "ada@example.com", password: "correct horse battery" };
  await identity.call(first, "register", account);
  const signIn = async (from: IdentityService) => session.parse((await identity.call(from, "login", account)).data);
  const signedIn: z.infer<typeof session>[] = [];
  while (signedIn.length < clients) signedIn.push(await signIn(first));
  const following = new AbortController();
  const access = new Access({ connection: () => gateway, log });
  const running = access.run(following.signal);
  while (!access.jwks.ready || !access.book.ready) await sleep(20);

  const rotation = rotate();
  const end = { reached: false };
  void rotation.then(() => (end.reached = true));
  let verified = 0;
  // Each is verified anew every time, as by a gateway that has just been started, while keys change under it.
  while (!end.reached) {
    access.verifier.forget();
    for (const { access_token } of signedIn) await access.verifier.verify(access_token);
    verified += clients;
    await sleep(20);
  }
  const { key_id } = await rotation;
  expect(verified).toBeGreaterThan(clients);

  // Whoever comes now gets a token of the new key, whoever was there refreshes into one: both are good at once.
  let newcomer = await signIn(first);
  while (kidOf(newcomer.access_token) !== key_id) newcomer = await signIn(first);
  expect(kidOf(signedIn[0]?.access_token ?? "")).not.toBe(key_id);
  const fresh: typeof signedIn = [];
  for (const { refresh_token } of signedIn) {
    fresh.push(session.parse((await identity.call(first, "refresh", { refresh_token })).data));
  }
  access.verifier.forget();
  for (const { access_token } of [newcomer, ...signedIn, ...fresh]) await access.verifier.verify(access_token);
  expect(fresh.every(({ access_token }) => kidOf(access_token) === key_id)).toBe(true);
  // The other copy tells of it too.
  expect(JSON.stringify((await identity.call(second, "jwks")).data)).toContain(key_id);

  await identity.sql("update keys set state_since = state_since - interval '20 minutes' where state = 'retiring'");
  await identity.start();
  // Any of the copies answers, each as it was a moment ago.
  await expect
    .poll(async () => (await ask(gateway, getJwks, {})).keys.map(({ kid }) => kid), { timeout: 60_000 })
    .toEqual([key_id]);
  following.abort();
  await running;
});
