import { createHmac } from "node:crypto";
import { ask } from "@agentos/messaging/request";
import { sectionRowsQueries, snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import type { NatsConnection } from "@nats-io/transport-node";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startReceiver, type Receiver } from "./harness/receiver.ts";
import { until } from "./harness/until.ts";
import { startWatched, wellWorld, type WatchedSystem } from "./harness/watched-system.ts";

const secret = "a-secret-of-the-receiver";
const page = { page: 1, per_page: 20 };
const slot = "video_cutter-1";
const lost = {
  worker_id: "video_cutter-1-aaaa",
  agent: "video_cutter",
  slot,
  state: "offline",
  offline_reason: "silent",
};
const online = { ...lost, worker_id: "video_cutter-1-bbbb", state: "online", offline_reason: null };

let receiver: Receiver;
let system: WatchedSystem;
let readModel: NatsConnection;
beforeAll(async () => {
  receiver = await startReceiver();
  const webhooks = [{ name: "ops", url: `http://127.0.0.1:${receiver.port}/told`, secret }];
  system = await startWatched({
    WEBHOOKS: JSON.stringify(webhooks),
    WEBHOOK_NETWORKS: "127.0.0.0/8",
    WEBHOOK_PORTS: `${receiver.port}`,
  });
  readModel = await system.connectAs("read-model");
});
afterAll(async () => {
  await system?.close();
  receiver?.close();
});

beforeEach(async () => {
  Object.assign(system.world, wellWorld());
  await until("no alert", async () => (await standing()).length === 0);
  await until("all is told", async () => (await deliveries("pending")).length === 0);
  receiver.got = [];
});

type Alert = { id: string; rule: string; subject: string; severity: string; state: string };

async function alerts(filters: Record<string, string> = {}): Promise<Alert[]> {
  const { rows } = await ask(readModel, sectionRowsQueries.system, { section: "alerts", filters, page });
  return rows as unknown as Alert[];
}

const standing = async (): Promise<Alert[]> => (await alerts()).filter(({ state }) => state !== "cleared");

async function deliveries(state: string): Promise<unknown[]> {
  const asked = { section: "webhook_deliveries", filters: { state }, page } as const;
  return (await ask(readModel, sectionRowsQueries.system, asked)).rows;
}

function raisedBy(rule: string, subject: string): Promise<Alert> {
  return until(`${rule} of ${subject}`, async () =>
    (await alerts({ state: "open", rule })).find((alert) => alert.subject === subject),
  );
}

function told(event: string): { alert: Alert }[] {
  return receiver.got
    .map(({ body }) => JSON.parse(body) as { event: string; alert: Alert })
    .filter((one) => one.event === event);
}

async function evaluations(count: number): Promise<void> {
  const runs = async (): Promise<number> =>
    (
      await system.admin.query<{ runs: string }>("select runs from system.managers where name = 'alert-evaluator'")
    ).rows.map(({ runs: of }) => Number(of))[0] ?? 0;
  const before = await runs();
  await until(`${count} evaluations`, async () => (await runs()) >= before + count);
}

describe("a worker that is lost", () => {
  it("raises one alert, at the webhook too, and is over when the slot is served again", async () => {
    system.world["agents_workers"] = { agents: [], workers: [lost] };
    const alert = await raisedBy("worker_offline", slot);
    await evaluations(3);
    expect(await alerts({ rule: "worker_offline" })).toHaveLength(1);
    const parts = await ask(readModel, snapshotPartsQueries.system, { sections: ["system"] });
    expect(parts).toMatchObject({ system: { alerts: { total: 1, unacknowledged: 1, newest: [{ id: alert.id }] } } });

    system.world["agents_workers"] = { agents: [], workers: [online] };
    await until("it is over", async () => (await standing()).length === 0);
    await until("both are told", () => told("alert:cleared").length === 1);
    expect(told("alert:raised").map((one) => one.alert.id)).toEqual([alert.id]);
  });

  it("is told of at once when another process has taken its slot already", async () => {
    system.world["agents_workers"] = { agents: [], workers: [online] };
    const fleet = await system.connectAs("fleet");
    const payload = { worker_id: lost.worker_id, agent: lost.agent, slot, reason: "replaced" };
    tellOffline(fleet, payload);
    tellOffline(fleet, { ...payload, slot: "video_cutter-2", reason: "stopped" });
    await until("it is told", () => told("alert:cleared").length === 1);
    expect(told("alert:raised").map((one) => one.alert.subject)).toEqual([slot]);
  });
});

function tellOffline(fleet: NatsConnection, payload: object): void {
  const id = uuidv7();
  const event = { id, name: "worker:offline", entity: "worker", entity_id: "one", version: 2, at: new Date() };
  fleet.publish("aos.evt.fleet.worker:offline", JSON.stringify({ ...event, payload: JSON.stringify(payload) }));
}

it("leaves alerts as they are while it is not known how things are, and says who does not answer", async () => {
  system.world["agents_workers"] = { agents: [], workers: [lost] };
  const { id } = await raisedBy("worker_offline", slot);
  Object.assign(system.world, {
    agents_workers: { agents: null, workers: null },
    stale: [{ section: "agents_workers", owner: "fleet", as_of: null }],
  });
  // More than it takes until something is cleared.
  await evaluations(8);
  expect((await standing()).map((alert) => alert.id)).toEqual([id]);

  await system.silence();
  await raisedBy("service_down", "read-model");
  expect((await standing()).map(({ rule }) => rule).toSorted()).toEqual(["service_down", "worker_offline"]);
  system.answer();
  await until("read-model is back", async () => (await standing()).length === 1);
});

it("tells anew what has become worse, under the same alert", async () => {
  const queue = (level: string) => ({
    queues: [{ queue: "video_cutter", level, waiting: 120, held: 0, paused: false }],
  });
  system.world["queue"] = { queues: [{ ...queue("warning").queues[0], oldest_waiting_at: null }] };
  const { id } = await raisedBy("queue_depth", "video_cutter");
  system.world["queue"] = { queues: [{ ...queue("critical").queues[0], oldest_waiting_at: null }] };
  await until("it is critical", async () => (await standing())[0]?.severity === "critical");
  await until("both are told", () => told("alert:raised").length === 2);
  expect(told("alert:raised").map(({ alert }) => [alert.id, alert.severity])).toEqual([
    [id, "warning"],
    [id, "critical"],
  ]);
});

it("signs what it tells, as Standard Webhooks are", async () => {
  system.world["system"] = { breakers: [{ service: "jobs", state: "open", failures: 6, calls: 9 }], services: [] };
  await raisedBy("breaker_open", "jobs");
  const [{ headers, body } = { headers: {}, body: "" }] = await until(
    "it is told",
    () => receiver.got[0] && receiver.got,
  );
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const expected = createHmac("sha256", secret).update(signed).digest("base64");
  expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
  expect(Math.abs(Date.now() / 1000 - Number(headers["webhook-timestamp"]))).toBeLessThan(60);
});
