import { transact } from "@agentos/database/transact";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectDatabase } from "@agentos/database/connect";
import type { Tables } from "../src/db/tables.ts";
import { queueDelivery } from "../src/webhooks/queue-delivery.ts";
import { startReceiver, startSilence, type Receiver, type Silence } from "./harness/receiver.ts";
import { until } from "./harness/until.ts";
import { quietLog, startWatched, type WatchedSystem } from "./harness/watched-system.ts";

const secret = "a-secret-of-the-receiver";
const tries = 3;

let receiver: Receiver;
let silence: Silence;
let system: WatchedSystem;
let database: ReturnType<typeof connectDatabase<Tables>>;
beforeAll(async () => {
  [receiver, silence] = await Promise.all([startReceiver(), startSilence()]);
  const at = (host: string) => ({ url: `http://${host}:${receiver.port}/told`, secret, events: [] });
  system = await startWatched({
    WEBHOOKS: JSON.stringify([
      { name: "reports", ...at("127.0.0.1") },
      { name: "silent", url: `http://127.0.0.1:${silence.port}/`, secret, events: [] },
      { name: "inner", ...at("127.0.0.2") },
      { name: "inner-written-otherwise", ...at("2130706434") },
      { name: "inner-mapped", ...at("[::ffff:127.0.0.2]") },
    ]),
    // Of this machine's addresses one is allowed; the others stand for a private network.
    WEBHOOK_NETWORKS: "127.0.0.1",
    WEBHOOK_PORTS: `${receiver.port},${silence.port}`,
    WEBHOOK_TRIES: `${tries}`,
    WEBHOOK_WAIT_SECONDS: "0.1",
  });
  const url = system.databaseUrl;
  database = connectDatabase<Tables>({ url, poolSize: 2, applicationName: "test", log: quietLog });
});
afterAll(async () => {
  await database?.close();
  await system?.close();
  receiver?.close();
  silence?.close();
});
beforeEach(() => {
  receiver.got = [];
  receiver.answers = [200];
});

type Ended = { state: string; attempts: number; status: number | null; error: string | null };

/** Queues a message and waits until it has come to an end. */
async function told(destination: string, body: unknown = {}): Promise<Ended & { id: string }> {
  const event = "report:ready";
  const id = await transact(database.db, (tx) => queueDelivery(tx, { destination, event, body }));
  return until("the end of a delivery", async () => {
    const text = "select id, state, attempts, status, error from system.webhook_deliveries where id = $1";
    const [row] = (await system.admin.query<Ended & { id: string }>(text, [id])).rows;
    return row && row.state !== "pending" && row;
  });
}

describe("a message to a webhook", () => {
  it("is sent again, as the same message, until it is taken", async () => {
    receiver.answers = [503, 500, 204];
    const { id, ...ended } = await told("reports", { report: "weekly" });
    expect(ended).toEqual({ state: "delivered", attempts: 3, status: 204, error: null });
    expect(receiver.got.map(({ headers, body }) => [headers["webhook-id"], body])).toEqual(
      Array.from({ length: 3 }, () => [id, JSON.stringify({ report: "weekly" })]),
    );
  });

  it("is given up after so many times, and at once where the receiver wants none any more", async () => {
    receiver.answers = [500];
    expect(await told("reports")).toMatchObject({ state: "dead", attempts: tries, status: 500 });
    expect(receiver.got).toHaveLength(tries);
    receiver.answers = [410];
    expect(await told("reports")).toMatchObject({ state: "dead", attempts: 1, status: 410 });
  });

  it("follows no redirect", async () => {
    receiver.answers = [302];
    expect(await told("reports")).toMatchObject({ state: "dead", status: 302 });
    expect(receiver.got).toHaveLength(tries);
  });

  it.each(["inner", "inner-written-otherwise", "inner-mapped"])("goes to no private address (%s)", async (name) => {
    expect(await told(name)).toMatchObject({ state: "dead", attempts: 1, status: null });
    expect(receiver.got).toEqual([]);
  });

  it("waits for no other webhook that does not answer", async () => {
    const silent = await transact(database.db, (tx) =>
      queueDelivery(tx, { destination: "silent", event: "report:ready", body: {} }),
    );
    await until("the silent one is asked", () => silence.asked);
    expect(await told("reports")).toMatchObject({ state: "delivered", attempts: 1 });
    const text = "select state from system.webhook_deliveries where id = $1";
    expect((await system.admin.query(text, [silent])).rows).toEqual([{ state: "pending" }]);
  });

  it("goes nowhere where the configuration has no such webhook", async () => {
    expect(await told("unknown")).toMatchObject({ state: "dead", attempts: 1, status: null });
  });

  it("is not sent when what it tells of was not committed", async () => {
    const failing = transact(database.db, async (tx) => {
      await queueDelivery(tx, { destination: "reports", event: "report:ready", body: {} });
      throw new Error("it has not happened");
    });
    await expect(failing).rejects.toThrow("it has not happened");
    await told("reports", { after: true });
    expect(receiver.got.map(({ body }) => body)).toEqual([JSON.stringify({ after: true })]);
  });
});

it("a webhook that takes nothing raises an alert, which is over when it takes something", async () => {
  receiver.answers = [410];
  await told("reports");
  await until("the alert", async () => (await alertStates()).includes("open"));
  receiver.answers = [200];
  await told("reports");
  await until("its end", async () => !(await alertStates()).includes("open"));
  expect(await alertStates()).toContain("over");
});

/** Of the alerts of `reports`. */
async function alertStates(): Promise<string[]> {
  const text = `select case when cleared_at is null then 'open' else 'over' end as state from system.alerts
                where rule = 'webhook_dead' and subject = 'reports'`;
  return (await system.admin.query<{ state: string }>(text)).rows.map(({ state }) => state);
}
