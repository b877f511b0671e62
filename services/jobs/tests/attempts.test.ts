import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { completeAttempt } from "../src/queue/complete.ts";
import { failAttempt } from "../src/queue/fail.ts";
import { releaseAttempt } from "../src/queue/release.ts";
import { outputOf } from "./harness/outputs.ts";
import { startQueue, worker, type TestQueue } from "./harness/queue.ts";
import { snapshot } from "./harness/snapshot.ts";

const first = "video_downloader";
let queue: TestQueue;
beforeAll(async () => {
  queue = await startQueue();
});
afterEach(() => queue.context.pool.query("delete from jobs"));
afterAll(() => queue.close());

const stepsOf = async (jobId: string) =>
  queue.context.db.selectFrom("steps").selectAll().where("job_id", "=", jobId).orderBy("position").execute();

describe("an attempt that is given back", () => {
  test("counts no try and keeps its place in the queue", async () => {
    const older = await queue.createJob();
    await queue.createJob();
    const task = await queue.claimOne(first);
    const told = { attempt_id: task.attempt_id, worker_id: worker };
    expect(await releaseAttempt(queue.context, told)).toMatchObject({ accepted: true });
    expect(await releaseAttempt(queue.context, told)).toMatchObject({ accepted: true });
    expect(await queue.claimOne(first)).toMatchObject({ job_id: older, tries: 1 });
  });
});

describe("an attempt that fails", () => {
  const fail = (attempt_id: string, retryable: boolean) =>
    failAttempt(queue.context, {
      attempt_id,
      worker_id: worker,
      error: { code: retryable ? "STAGE_FAILED" : "NOT_A_VIDEO", message: "It did not work.", retryable },
    });

  test("is tried again after a while, then goes to the dead letters", async () => {
    const job = await queue.createJob();
    for (let tries = 1; tries <= 3; tries += 1) {
      const task = await queue.claimOne(first);
      expect(await fail(task.attempt_id, true)).toMatchObject({ accepted: true });
      expect(await fail(task.attempt_id, true)).toMatchObject({ accepted: true });
      expect(await queue.claim(first)).toEqual([]);
      const [step] = await stepsOf(job);
      expect(step?.state).toBe(tries < 3 ? "waiting" : "failed");
      await queue.context.pool.query("update steps set available_at = now() where state = 'waiting'");
    }
    const found = await snapshot(queue.context.pool);
    expect(found).toMatchObject({
      jobs: [{ status: "failed", error_code: "STAGE_FAILED", error_message: "It did not work." }],
      runs: [{ state: "failed" }],
      dead_letters: [{ tries: 3 }],
    });
  });

  test("for the sake of its input fails the job at once, without a dead letter", async () => {
    await queue.createJob();
    const task = await queue.claimOne(first);
    await fail(task.attempt_id, false);
    const found = await snapshot(queue.context.pool);
    expect(found).toMatchObject({ jobs: [{ status: "failed", error_code: "NOT_A_VIDEO", error_stage: first }] });
    expect(found.dead_letters).toEqual([]);
  });

  test.each([
    ["has another form", () => ({ clips: [] })],
    [
      "points at files of another attempt",
      async (task: Parameters<typeof outputOf>[0]) =>
        outputOf({ ...task, attempt_id: "00000000-0000-4000-8000-000000000000" }),
    ],
  ])("because its output %s is tried again", async (_, make) => {
    await queue.createJob();
    const task = await queue.claimOne(first);
    const told = { attempt_id: task.attempt_id, worker_id: worker, output: await make(task) };
    expect(await completeAttempt(queue.context, told)).toEqual({ accepted: false, reason: "invalid" });
    await queue.context.pool.query("update steps set available_at = now() where state = 'waiting'");
    expect(await queue.claimOne(first)).toMatchObject({ step_id: task.step_id, tries: 2 });
  });
});
