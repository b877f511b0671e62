import { session, type Session } from "@agentos/contracts/api/auth";
import {
  accessChanged,
  accessChanges,
  type AccessChange,
  type AccessPlace,
} from "@agentos/contracts/messages/identity";
import { connectNats } from "@agentos/messaging/connect";
import { ask, onHint } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type TestIdentity } from "./support/identity.ts";

let identity: TestIdentity;
let service: IdentityService;
let nc: NatsConnection;
let place: AccessPlace | null = null;
const log = createLogger({ service: "gateway", instance: "test", level: "silent" });

beforeAll(async () => {
  identity = await prepareIdentity();
  service = await identity.start({ REGISTRATION_OPEN: "true" });
  nc = await connectNats({ ...identity.nats.credentials("gateway"), service: "gateway", log });
});
afterAll(async () => {
  await nc.close();
  await identity.stop();
});

/** What has changed since the last look. */
async function news(): Promise<AccessChange[]> {
  const reply = await ask(nc, accessChanges, { after: place });
  ({ place } = reply);
  return reply.changes;
}

async function signUp(): Promise<Session> {
  const email = `${randomUUID()}@example.com`;
  const { data } = await identity.call(service, "register", { email, password: "correct horse battery" });
  return session.parse(data);
}

function idIn(token: string, claim: "sid"): string {
  return (
    (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, string>)[claim] ?? ""
  );
}

const plain = { granted: [], denied: [], ended_sessions: [] };

it("tells another role, an account disabled and enabled, permissions given and taken, and an account deleted", async () => {
  const { user } = await signUp();
  expect(await news()).toEqual([]);
  const told = async (statement: string): Promise<Partial<AccessChange>[]> => {
    await identity.sql(statement, [user.id]);
    return (await news()).map(({ changed_at, user_id, ...rest }) => {
      expect(user_id).toBe(user.id);
      expect(Math.abs(changed_at - Date.now() / 1000)).toBeLessThan(60);
      return rest;
    });
  };
  expect(await told("update users set role = 'operator' where id = $1")).toEqual([{ ...plain, role: "operator" }]);
  expect(await told("update users set disabled_at = now() where id = $1")).toEqual([{ ...plain, role: null }]);
  expect(await told("update users set disabled_at = null where id = $1")).toEqual([{ ...plain, role: "operator" }]);
  expect(await told("update users set updated_at = now(), role = role where id = $1")).toEqual([]);
  const grant = "insert into user_permissions (user_id, permission, granted) values ($1, 'QUEUE_CLEAR', true)";
  expect(await told(grant)).toEqual([{ ...plain, role: "operator", granted: ["QUEUE_CLEAR"] }]);
  expect(await told("update user_permissions set granted = false where user_id = $1")).toEqual([
    { ...plain, role: "operator", denied: ["QUEUE_CLEAR"] },
  ]);
  expect(await told("delete from user_permissions where user_id = $1")).toEqual([{ ...plain, role: "operator" }]);
  expect(await told("delete from users where id = $1")).toMatchObject([{ role: null }]);
});

it("tells the sessions that ended, and gives a word at once when it ended them itself", async () => {
  const hints: unknown[] = [];
  const listening = onHint(nc, accessChanged, log, (payload) => hints.push(payload));
  await nc.flush();
  const { user, refresh_token, access_token } = await signUp();
  await identity.call(service, "logout", { refresh_token });
  await vi.waitFor(() => expect(hints.length).toBeGreaterThan(0), { timeout: 30_000 });
  const change = { user_id: user.id, role: "user", ended_sessions: [idIn(access_token, "sid")] };
  expect(await news()).toMatchObject([change]);
  listening.unsubscribe();
});

it("tells everything in the order of the commits, however long a transaction takes", async () => {
  const [slow, quick] = [await signUp(), await signUp()];
  const client = new Client({ connectionString: identity.databaseUrl });
  await client.connect();
  await client.query("begin");
  await client.query("update users set role = 'admin' where id = $1", [slow.user.id]);
  await identity.sql("update users set role = 'admin' where id = $1", [quick.user.id]);
  expect((await news()).map((change) => change.user_id)).toEqual([quick.user.id]);
  await client.query("commit");
  await client.end();
  expect((await news()).map((change) => change.user_id)).toEqual([slow.user.id]);
});

it("says whose change was rolled back: nobody's", async () => {
  const { user } = await signUp();
  const client = new Client({ connectionString: identity.databaseUrl });
  await client.connect();
  await client.query("begin");
  await client.query("update users set role = 'admin' where id = $1", [user.id]);
  await client.query("rollback");
  await client.end();
  expect(await news()).toEqual([]);
});

it("is read in parts, and anew where the place is not known", async () => {
  await news();
  const before = place;
  await identity.sql(
    `insert into users (id, email, password_hash, role)
     select gen_random_uuid(), 'bulk-' || n || '@example.com', 'x', 'user' from generate_series(1, 1200) n`,
  );
  await identity.sql("update users set role = 'readonly' where email like 'bulk-%'");
  const sizes: number[] = [];
  for (let more = true; more;) {
    const reply = await ask(nc, accessChanges, { after: place });
    ({ place, more } = reply);
    sizes.push(reply.changes.length);
  }
  expect(sizes).toEqual([500, 500, 200]);
  const foreign = { seq: place?.seq ?? 0, mark: randomUUID() };
  expect((await ask(nc, accessChanges, { after: foreign })).more).toBe(true);
  expect((await ask(nc, accessChanges, { after: place })).changes).toEqual([]);
  expect((await ask(nc, accessChanges, { after: before })).changes.length).toBe(500);
});

it("has nothing of long ago", async () => {
  await identity.sql("update access_changes set at = now() - interval '25 minutes'");
  expect((await ask(nc, accessChanges, { after: null })).changes).toEqual([]);
});
