import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readReferencedFiles } from "../src/db/referenced-files.ts";
import { attemptPrefix } from "../src/domain/output-keys.ts";
import { failAttempt } from "../src/queue/fail.ts";
import { startQueue, worker, type TestQueue } from "./harness/queue.ts";

let queue: TestQueue;
beforeAll(async () => {
  queue = await startQueue();
});
afterAll(() => queue.close());

const referencedOf = async (keys: string[]) => (await readReferencedFiles(queue.context, { keys })).referenced;

test("files of an attempt that runs are somebody's, those of one that came to nothing are not", async () => {
  const jobId = await queue.createJob();
  const [task] = await queue.claim("video_downloader");
  if (!task) throw new Error("nothing to claim");
  const key = `${attemptPrefix(task)}source.mp4`;
  expect(task.job_id).toBe(jobId);
  expect(await referencedOf([key])).toEqual([key]);
  const error = { code: "STAGE_FAILED" as const, message: "It broke.", retryable: false };
  await failAttempt(queue.context, { attempt_id: task.attempt_id, worker_id: worker, error });
  await queue.context.pool.query("update steps set attempt_id = null where job_id = $1", [jobId]);
  expect(await referencedOf([key])).toEqual([]);
});

test("files of no job, of another attempt of a job, and of no form that jobs have are nobody's", async () => {
  const jobId = await queue.createJob();
  const keys = [
    `jobs/${randomUUID()}/1/video_cutter/${randomUUID()}/clips/0.mp4`,
    `jobs/${jobId}/1/video_cutter/${randomUUID()}/clips/0.mp4`,
    "jobs/none/1/video_cutter/none/a",
    "jobs/x",
  ];
  expect(await referencedOf(keys)).toEqual([]);
});

test("all files of a seeded job are somebody's", async () => {
  const jobId = await queue.createJob();
  await queue.context.pool.query("update jobs set seeded = true where id = $1", [jobId]);
  const key = `jobs/${jobId}/seed/clip.mp4`;
  expect(await referencedOf([key])).toEqual([key]);
});
