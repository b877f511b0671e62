import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startActing, type Acting } from "../harness/acting.ts";
import { expectInvariants } from "../harness/invariants.ts";
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

const queue = "audio_transcriber" as const;
const stateOf = async () => {
  const { rows } = await acting.pool.query("select paused, draining from queues where stage = $1", [queue]);
  return rows[0] as { paused: boolean; draining: boolean };
};
const stepOf = async (job: string): Promise<string> => {
  const { rows } = await acting.pool.query("select state from steps where job_id = $1 and stage = $2", [job, queue]);
  return rows[0].state;
};
/** A job that has come to the queue. */
const arrive = async (): Promise<string> => {
  const job = await acting.service.createJob();
  await acting.service.worker("w").finish(await acting.claimOne("video_downloader"));
  return job;
};
const told = async (): Promise<string[]> => {
  const { rows } = await acting.pool.query("select name from events where entity_id = $1 order by seq", [queue]);
  return rows.map((row) => row.name);
};

test("a drained queue finishes what waits and what runs, holds what arrives, is paused then, and flows when resumed", async () => {
  const worker = acting.service.worker("w");
  const [running, waiting] = [await arrive(), await arrive()];
  const first = await acting.claimOne(queue);
  expect(first.job_id).toBe(running);
  const { actionId, state, result } = await acting.run("queue.drain", { queue });
  expect([state, result]).toEqual(["done", { queues: [queue], remaining: 2 }]);
  expect(await acting.audited(actionId)).toMatchObject([{ kind: "intent" }, { kind: "outcome", result }]);

  const late = await arrive();
  expect(await stepOf(late)).toBe("held");
  await worker.finish(first);
  const second = await acting.claimOne(queue);
  expect(second.job_id).toBe(waiting);
  expect(await worker.claim(queue, 16)).toEqual([]);
  expect(await stateOf()).toEqual({ paused: false, draining: true });
  await worker.finish(second);

  await until("the queue paused", async () => (await stateOf()).paused);
  expect(await told()).toEqual(["queue:draining", "queue:drained"]);
  const later = await arrive();
  expect([await stepOf(late), await stepOf(later)]).toEqual(["held", "held"]);

  expect((await acting.run("queue.resume", { queue })).result.released).toBe(2);
  expect(await stateOf()).toEqual({ paused: false, draining: false });
  const released = await worker.claim(queue, 16);
  expect(released.map((task) => task.job_id)).toEqual([late, later]);
});

test("a step that fails while its queue is drained is tried again before the pause", async () => {
  await arrive();
  const worker = acting.service.worker("w");
  const task = await acting.claimOne(queue);
  await acting.run("queue.drain", { queue });
  await worker.fail(task, { code: "STAGE_FAILED", retryable: true });
  await acting.pool.query("update steps set available_at = now() where state = 'waiting'");
  const again = await until("the step tried again", async () => (await worker.claim(queue))[0]);
  expect(again).toMatchObject({ step_id: task.step_id, tries: 2 });
  await worker.finish(again);
  await until("the queue paused", async () => (await stateOf()).paused);
});

test("an empty queue is paused at once; a paused one flows until it is empty", async () => {
  expect((await acting.run("queue.drain", { queue })).result.remaining).toBe(0);
  expect(await stateOf()).toEqual({ paused: true, draining: true });
  await acting.run("queue.resume", { queue });
  await acting.run("queue.pause", { queue });
  const job = await arrive();
  expect((await acting.run("queue.drain", { queue })).result.remaining).toBe(1);
  const task = await acting.claimOne(queue);
  expect(task.job_id).toBe(job);
  await acting.service.worker("w").finish(task);
  await until("the queue paused", async () => (await stateOf()).paused);
});
