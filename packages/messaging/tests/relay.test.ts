import { randomUUID } from "node:crypto";
import { eventMessage } from "@agentos/contracts/events/told";
import { everythingTold } from "@agentos/contracts/messages/nats-permissions";
import { connectDatabase, type Database } from "@agentos/database/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import type { NatsConnection } from "@nats-io/transport-node";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectNats } from "../src/connect.ts";
import type { EventsTable } from "../src/outbox.ts";
import { runRelay } from "../src/relay.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
const patience = { timeout: 30_000 };
const stopping = new AbortController();
/** Ids of the events that were heard. */
const heard: string[] = [];

let nats: TestNats;
let database: TestDatabase;
let jobs: Database<{ events: EventsTable }>;
let connections: NatsConnection[];
let relays: Promise<void>[];

beforeAll(async () => {
  [nats, database] = await Promise.all([startNats(), createTestDatabase()]);
  jobs = connectDatabase({ url: database.urlFor("jobs"), poolSize: 6, applicationName: "relay", log });
  const nc = await connectNats({ ...nats.credentials("jobs"), service: "jobs", log });
  const listener = await connectNats({ ...nats.credentials("read-model"), service: "read-model", log });
  listener.subscribe(everythingTold.events, {
    callback: (_error, message) => void heard.push(eventMessage.parse(message.json()).id),
  });
  await listener.flush();
  connections = [nc, listener];
  const options = { owner: "jobs", db: jobs.db, pool: jobs.pool, nc, signal: stopping.signal, log } as const;
  relays = [runRelay(options), runRelay(options)];
});
afterAll(async () => {
  stopping.abort();
  await Promise.all(relays);
  await Promise.all(connections.map((nc) => nc.close()));
  await jobs.close();
  await nats.stop();
  await database.drop();
});

async function write(): Promise<string> {
  const id = randomUUID();
  const text = `insert into events (id, name, entity, entity_id, version, payload, traceparent)
    values ($1, 'test:written', 'test', 'a', 1, '{}', $2)`;
  await jobs.pool.query(text, [id, `00-${"a".repeat(32)}-${"b".repeat(16)}-01`]);
  return id;
}

const told = (id: string) => expect.poll(() => heard.filter((one) => one === id).length, patience).toBe(1);

it("tells each event once and in order, though two instances could", async () => {
  const written: string[] = [];
  while (written.length < 20) written.push(await write());
  await told(written.at(-1) ?? "");
  expect(heard).toEqual(written);
});

it("goes on when the connection of the lead is cut, on the other instance", async () => {
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  const { rowCount } = await admin.query(
    `select pg_terminate_backend(pid) from pg_locks
     where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`,
  );
  await admin.end();
  expect(rowCount).toBeGreaterThan(0);
  await told(await write());
});

it("tells what was written while NATS was away, and what its lost store had is stored again", async () => {
  const before = await write();
  await told(before);
  await nats.wipe();
  const after = await write();
  await expect.poll(() => heard.includes(after), patience).toBe(true);
  const stored = async () =>
    (await jobs.pool.query("select count(*)::int as open from events where sent_at is null")).rows[0].open;
  await expect.poll(stored, patience).toBe(0);
  await expect.poll(() => heard.filter((id) => id === before).length, patience).toBe(2);
});
