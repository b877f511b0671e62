import { jobProgress } from "@agentos/contracts/events/job-progress";
import { tickMessage } from "@agentos/contracts/events/told";
import { tickSubject } from "@agentos/contracts/messages/nats-permissions";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Context } from "../src/context.ts";
import { ensureQueues } from "../src/db/queue-state.ts";
import { keepQueuesOnce } from "../src/loops/queue-keeper.ts";
import { renewLeasesOf } from "../src/queue/renew.ts";
import { startQueue, worker, type TestQueue } from "./harness/queue.ts";
import { until } from "./harness/until.ts";

const first = "video_downloader";
let queue: TestQueue;
let nats: NatsConnection;
beforeAll(async () => {
  queue = await startQueue();
  await ensureQueues(queue.context.db);
  nats = await queue.stack.connectAs("read-model");
});
afterEach(() => queue.context.pool.query("delete from jobs; delete from events; update queues set level = 'normal'"));
afterAll(() => queue.close());

type Progress = ReturnType<(typeof jobProgress)["payload"]["parse"]>;

/** What is told of progress from now on. */
async function hearProgress(): Promise<Progress[]> {
  const heard: Progress[] = [];
  nats.subscribe(tickSubject("jobs", jobProgress.name), {
    callback(_error, message) {
      heard.push(jobProgress.payload.parse(tickMessage.parse(message.json()).payload));
    },
  });
  await nats.flush();
  return heard;
}

test("whoever follows a job is told how far it is whenever it is further, and never that it is less far", async () => {
  const heard = await hearProgress();
  const job = await queue.createJob();
  const renew = (attempt_id: string, progress: number) =>
    renewLeasesOf(queue.context, { worker_id: worker, attempts: [{ attempt_id, progress }] });

  const task = await queue.claimOne(first);
  await renew(task.attempt_id, 0.4);
  await until("the first tick", async () => heard.length === 1);
  await renew(task.attempt_id, 0.4);
  await queue.expire(task.attempt_id);
  await queue.reap();
  const again = await queue.claimOne(first);
  await renew(again.attempt_id, 0.1);
  await renew(again.attempt_id, 0.6);
  await until("the second tick", async () => heard.length === 2);
  await queue.finish(again);
  await until("the tick of the finished step", async () => heard.length === 3);
  const next = await queue.claimOne("audio_transcriber");
  await renew(next.attempt_id, 0.5);
  await until("the last tick", async () => heard.length === 4);

  expect(heard.map(({ stage, stage_progress }) => [stage, Math.round(stage_progress * 100) / 100])).toEqual([
    [first, 0.4],
    [first, 0.6],
    ["audio_transcriber", 0],
    ["audio_transcriber", 0.5],
  ]);
  expect(heard.map(({ progress }) => progress)).toEqual(
    heard.map(({ progress }) => progress).toSorted((a, b) => a - b),
  );
  expect(new Set(heard.map(({ job_id, run }) => `${job_id} ${run}`))).toEqual(new Set([`${job} 1`]));
});

test("each threshold that a queue passes is told once, however many instances look, and at the edge not again", async () => {
  const config = { ...queue.context.config, QUEUE_WARNING_DEPTH: 5, QUEUE_CRITICAL_DEPTH: 10 };
  const instances: Context[] = [queue.context, queue.context, queue.context].map((one) => ({ ...one, config }));
  const look = () => Promise.all(instances.map((one) => keepQueuesOnce(one)));
  const add = async (count: number): Promise<void> => {
    for (let made = 0; made < count; made += 1) await queue.createJob();
  };
  const take = (count: number) => queue.claim(first, { max: count });

  await add(4);
  await look();
  expect(await told()).toEqual([]);
  await add(1);
  await look();
  await take(1);
  await look();
  expect(await told()).toEqual(["normal → warning, 5"]);
  await add(6);
  await look();
  expect(await told()).toEqual(["normal → warning, 5", "warning → critical, 10"]);
  await take(7);
  await look();
  expect(await told()).toEqual(["normal → warning, 5", "warning → critical, 10", "critical → normal, 3"]);
});

/** What was told of thresholds, in order; each with a version of its own. */
async function told(): Promise<string[]> {
  const events = await queue.context.db
    .selectFrom("events")
    .select(["payload", "version"])
    .where("name", "=", "queue:threshold")
    .orderBy("seq")
    .execute();
  const versions = events.map(({ version }) => version);
  expect(new Set(versions).size).toBe(versions.length);
  return events.map(({ payload: { was, level, depth } }) => `${String(was)} → ${String(level)}, ${String(depth)}`);
}
