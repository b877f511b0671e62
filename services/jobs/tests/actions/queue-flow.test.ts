import { wake } from "@agentos/contracts/messages/jobs";
import { stageNames } from "@agentos/contracts/stages/stages";
import { onHint } from "@agentos/messaging/request";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startActing, type Acting } from "../harness/acting.ts";
import { expectInvariants } from "../harness/invariants.ts";
import { quietLog } from "../harness/stack.ts";
import { until } from "../harness/until.ts";

let acting: Acting;
beforeAll(async () => {
  acting = await startActing();
});
afterEach(async () => {
  expectInvariants(await acting.rows());
  await acting.run("queue.resume", { queue: "default" });
  await acting.pool.query("delete from jobs");
  await acting.pool.query("delete from events");
});
afterAll(() => acting.close());

const queue = "video_downloader" as const;
const claim = async (): Promise<string[]> =>
  (await acting.service.worker("w").claim(queue, 16)).map((task) => task.job_id);
const eventsOf = async (stage: string) =>
  (
    await acting.pool.query(
      "select name, version, payload from events where entity = 'queue' and entity_id = $1 order by seq",
      [stage],
    )
  ).rows;

test("a paused queue gives nothing, what runs is finished, and a resume lets it flow", async () => {
  const running = await acting.service.createJob();
  const worker = acting.service.worker("w");
  const task = await acting.claimOne(queue);
  const waiting = await acting.service.createJob();
  await acting.run("queue.pause", { queue });
  expect(await claim()).toEqual([]);
  expect(task.job_id).toBe(running);
  expect(await worker.finish(task)).toMatchObject({ accepted: true });

  const woken: string[] = [];
  const media = await acting.service.stack.connectAs("media");
  onHint(media, wake, quietLog(), ({ stages }) => void woken.push(...stages));
  await media.flush();
  const { actionId, result } = await acting.run("queue.resume", { queue });
  expect(result).toEqual({ queues: [queue], released: 0 });
  await expect.poll(() => woken, { timeout: 20_000 }).toContain(queue);
  expect(await claim()).toEqual([waiting]);
  expect(await acting.audited(actionId)).toMatchObject([{ kind: "intent" }, { kind: "outcome", result }]);
  const told = await eventsOf(queue);
  expect(told.map((event) => event.name)).toEqual(["queue:paused", "queue:resumed"]);
  expect(told[1].version).toBe(told[0].version + 1);
});

test("a pause with an end ends by itself", async () => {
  const job = await acting.service.createJob();
  const { result } = await acting.run("queue.pause", { queue, for_seconds: 1 });
  expect(Date.parse(result.paused_until ?? "")).toBeGreaterThan(0);
  expect(await until("the queue flowing again", async () => (await claim())[0])).toBe(job);
});

test("`default` means all queues", async () => {
  const { result } = await acting.run("queue.pause", { queue: "default" });
  expect(result.queues).toEqual(stageNames);
  const { rows } = await acting.pool.query("select stage from queues where paused");
  expect(rows).toHaveLength(stageNames.length);
  expect((await acting.run("queue.resume", { queue: "default" })).result.queues).toEqual(stageNames);
  expect((await acting.pool.query("select stage from queues where paused")).rows).toEqual([]);
});

test("a resume releases what was held, with an event for each job, and leaves alone what seeds have put there", async () => {
  await acting.pool.query("update queues set draining = true where stage = $1", [queue]);
  const held = await acting.service.createJob();
  const seeded = await acting.service.createJob();
  await acting.pool.query("update jobs set seeded = true where id = $1", [seeded]);
  expect(await claim()).toEqual([]);
  expect((await acting.run("queue.resume", { queue })).result).toEqual({ queues: [queue], released: 1 });
  expect(await claim()).toEqual([held]);
  const { rows } = await acting.pool.query("select job_id from steps where state = 'held'");
  expect(rows).toEqual([{ job_id: seeded }]);
  const steps = await acting.pool.query("select payload from events where name = 'job:step'");
  expect(steps.rows).toMatchObject([{ payload: { job_id: held, stage: queue, state: "waiting", tries: 0 } }]);
});
