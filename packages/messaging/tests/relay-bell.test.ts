import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Pool, type PoolClient } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { RelayBell } from "../src/relay-bell.ts";

/** Longer than a test may take: whoever waits for so long has not been rung for. */
const forEver = 600_000;

let database: TestDatabase;
let pool: Pool;
let lead: PoolClient;
let bell: RelayBell;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.urlFor("jobs"), max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  lead = await pool.connect();
  bell = await RelayBell.hang(lead, "jobs");
});
afterEach(async () => {
  await bell.wake();
  lead.release(true);
});

const insert = `insert into events (id, name, entity, entity_id, version, payload, traceparent)
  values ($1, 'test:written', 'test', 'a', 1, '{}', '')`;
const signal = new AbortController().signal;

it("rings for a relay that sleeps, when the event is committed", async () => {
  expect(await bell.fallAsleep()).toBe(true);
  const writer = await pool.connect();
  await writer.query("begin");
  await writer.query(insert, [randomUUID()]);
  let rung = false;
  const waited = bell.untilRung(forEver, signal).then(() => (rung = true));
  await pool.query("select 1");
  expect(rung).toBe(false);
  await writer.query("commit");
  await waited;
  writer.release();
});

it("does not let the relay sleep before what did not ring is committed", async () => {
  const writer = await pool.connect();
  await writer.query("begin");
  const id = randomUUID();
  await writer.query(insert, [id]);
  expect(await bell.fallAsleep()).toBe(false);
  await writer.query("commit");
  writer.release();
  expect(await bell.fallAsleep()).toBe(true);
  expect((await pool.query("select 1 from events where id = $1", [id])).rowCount).toBe(1);
});

it("costs no commit anything while the relay is awake", async () => {
  expect(await bell.fallAsleep()).toBe(true);
  await bell.wake();
  const heard: unknown[] = [];
  lead.on("notification", (message) => heard.push(message));
  await pool.query(insert, [randomUUID()]);
  // Notifications come before the answer to the statement that follows them.
  await lead.query("select 1");
  expect(heard).toEqual([]);
});

it("another schema's relay is not woken", async () => {
  expect(await bell.fallAsleep()).toBe(true);
  const heard: unknown[] = [];
  lead.on("notification", (message) => heard.push(message.channel));
  const uploads = new Pool({ connectionString: database.urlFor("uploads"), max: 1 });
  await uploads.query(insert, [randomUUID()]);
  await uploads.end();
  await pool.query(insert, [randomUUID()]);
  await bell.untilRung(forEver, signal);
  expect(heard).toEqual(["jobs_events"]);
});
