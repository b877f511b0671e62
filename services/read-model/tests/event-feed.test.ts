import { jobProgress } from "@agentos/contracts/events/job-progress";
import { connectNats } from "@agentos/messaging/connect";
import { tick } from "@agentos/messaging/tick";
import { createLogger } from "@agentos/service-kit/logger";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import type { NatsConnection } from "@nats-io/transport-node";
import { randomUUID } from "node:crypto";
import { Registry } from "prom-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EventFeed, type Told } from "../src/dispatcher/event-feed.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
let nats: TestNats;
let jobs: NatsConnection;
let readModel: NatsConnection;

beforeAll(async () => {
  nats = await startNats();
  [jobs, readModel] = await Promise.all(
    (["jobs", "read-model"] as const).map((service) => connectNats({ ...nats.credentials(service), service, log })) as [
      Promise<NatsConnection>,
      Promise<NatsConnection>,
    ],
  );
});
afterAll(async () => {
  await Promise.all([jobs.close(), readModel.close()]);
  await nats.stop();
});

const user = randomUUID();

/** An event as the relay of jobs publishes it. */
function event(job: string, version: number, of: { at?: Date; name?: string } = {}) {
  const { at = new Date(), name = "job:created" } = of;
  const payload = JSON.stringify({ job_id: job, user_id: user, run: 1 });
  return { id: randomUUID(), name, entity: "job", entity_id: job, version, payload, at };
}

function tell(one: { name: string }): void {
  jobs.publish(`aos.evt.jobs.${one.name}`, JSON.stringify(one));
}

/** A feed, and what it has told; `settled` resolves when everything that was published before has been heard. */
async function listen(): Promise<{ told: Told[]; metrics: Registry; settled(): Promise<void> }> {
  const told: Told[] = [];
  const metrics = new Registry();
  new EventFeed(readModel, log, metrics).listen((one) => told.push(one));
  await readModel.flush();
  return {
    told,
    metrics,
    async settled() {
      const mark = randomUUID();
      tick(jobs, jobProgress, {
        job_id: mark,
        user_id: user,
        run: 1,
        stage: "video_cutter",
        stage_progress: 0,
        progress: 0,
        eta_seconds: null,
      });
      await expect.poll(() => told.at(-1)?.payload["job_id"], { timeout: 10_000 }).toBe(mark);
      told.pop();
    },
  };
}

describe("the feed of events", () => {
  it("tells each event once, however often and in whatever order it is delivered", async () => {
    const { told, settled, metrics } = await listen();
    const [job, other] = [randomUUID(), randomUUID()];
    const history = [event(job, 1), event(job, 2, { name: "job:cancelled" }), event(other, 1)];
    for (const one of [...history, ...history.toReversed(), ...history]) tell(one);
    await settled();
    expect(told.map(({ id, version }) => [id, version])).toEqual(history.map(({ id, version }) => [id, version]));
    expect(await metrics.getSingleMetricAsString("events_heard_total")).toMatch(/result="(repeated|overtaken)"/);
  });

  it("does not tell what comes after something newer of the same entity", async () => {
    const { told, settled } = await listen();
    const job = randomUUID();
    tell(event(job, 7, { name: "job:cancelled" }));
    tell(event(job, 6));
    await settled();
    expect(told.map(({ version }) => version)).toEqual([7]);
  });

  it("does not tell the history of a week when a lost stream is filled again, but what is new among it", async () => {
    const { told, settled } = await listen();
    const daysAgo = new Date(Date.now() - 3 * 86_400_000);
    const fresh = event(randomUUID(), 1);
    for (let n = 0; n < 2000; n += 1) tell(event(randomUUID(), 1, { at: daysAgo }));
    tell(fresh);
    await settled();
    expect(told.map(({ id }) => id)).toEqual([fresh.id]);
  });

  it("goes on after what it does not understand", async () => {
    const { told, settled } = await listen();
    const fresh = event(randomUUID(), 1);
    for (const odd of ["no JSON", "{}", JSON.stringify({ ...event(randomUUID(), 1), payload: "{}" })]) {
      jobs.publish("aos.evt.jobs.job:created", odd);
    }
    tell(event(randomUUID(), 1, { name: "job:of_tomorrow" }));
    tell(fresh);
    await settled();
    expect(told.map(({ id }) => id)).toEqual([fresh.id]);
  });
});
