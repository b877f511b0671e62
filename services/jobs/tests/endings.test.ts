import { Readable } from "node:stream";
import { AppError } from "@agentos/contracts/errors";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { sweepOnce } from "../src/loops/janitor.ts";
import { failAttempt } from "../src/queue/fail.ts";
import { renewLeasesOf } from "../src/queue/renew.ts";
import { cancelJob, retryJob } from "./harness/changes.ts";
import { outputOf, prefixOf } from "./harness/outputs.ts";
import { startQueue, worker, type TestQueue } from "./harness/queue.ts";
import { snapshot } from "./harness/snapshot.ts";

let queue: TestQueue;
beforeAll(async () => {
  queue = await startQueue();
});
afterEach(() => queue.context.pool.query("delete from jobs"));
afterAll(() => queue.close());

const cancel = (jobId: string) => cancelJob(queue.context, jobId);
const retry = (jobId: string, from?: StageName) => retryJob(queue.context, jobId, from);
const failAt = async (stage: StageName, jobId: string): Promise<void> => {
  await queue.bringTo(stage, jobId);
  const { attempt_id } = await queue.claimOne(stage);
  const error = { code: "NO_MOMENTS" as const, message: "Nothing was found.", retryable: false };
  await failAttempt(queue.context, { attempt_id, worker_id: worker, error });
};
const filesBelow = async (prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const file of queue.context.store.list(prefix)) keys.push(file.key);
  return keys;
};

const errorCode = (result: PromiseSettledResult<unknown> | undefined): unknown =>
  result?.status === "rejected" ? (result.reason as AppError).code : undefined;

describe("a cancel", () => {
  test("ends the job at once; the worker is told, its result is refused, no later stage starts", async () => {
    const job = await queue.createJob();
    await queue.bringTo("face_detector", job);
    const task = await queue.claimOne("face_detector");
    expect(await cancel(job)).toMatchObject({ status: "cancelled" });
    const renewal = { worker_id: worker, attempts: [{ attempt_id: task.attempt_id, progress: 0.5 }] };
    expect(await renewLeasesOf(queue.context, renewal)).toMatchObject({ verdicts: [{ verdict: "cancel" }] });
    expect(await queue.finish(task)).toMatchObject({ accepted: false, reason: "cancelled" });
    const after = await snapshot(queue.context.pool);
    expect(after).toMatchObject({ jobs: [{ status: "cancelled" }], runs: [{ state: "cancelled" }], clips: [] });
    for (const stage of stageNames) expect(await queue.claim(stage)).toEqual([]);
  });

  test("removes the files of the unfinished attempt and keeps those of finished stages", async () => {
    const { store } = queue.context;
    const job = await queue.createJob();
    const done = await queue.claimOne("video_downloader");
    await store.put(`${prefixOf(done)}media.mp4`, Readable.from([Buffer.from("media")]));
    await queue.finish(done);
    const open = await queue.claimOne("audio_transcriber");
    await store.put(`${prefixOf(open)}half.json`, Readable.from([Buffer.from("half")]));
    await cancel(job);
    expect(await filesBelow(`jobs/${job}/`)).toEqual([`${prefixOf(done)}media.mp4`]);
  });

  test.each(["completed", "failed", "cancelled"] as const)("of a %s job is refused", async (end) => {
    const job = await queue.createJob();
    if (end === "failed") await failAt("moment_detector", job);
    if (end === "cancelled") await cancel(job);
    if (end === "completed") {
      await queue.bringTo("video_cutter", job);
      await queue.finish(await queue.claimOne("video_cutter"));
    }
    await expect(cancel(job)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("and the completion that race with it: the first to commit wins, the other is refused", async () => {
    const winners = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const job = await queue.createJob();
      await queue.bringTo("video_cutter", job);
      const task = await queue.claimOne("video_cutter");
      const [cancelled, finished] = await Promise.allSettled(
        round % 2 === 0 ? [cancel(job), queue.finish(task)] : [queue.finish(task), cancel(job)].toReversed(),
      );
      const found = await snapshot(queue.context.pool);
      const status = found.jobs[0]?.["status"];
      winners.add(String(status));
      const accepted = finished?.status === "fulfilled" && (finished.value as { accepted?: boolean }).accepted;
      const outcome = [cancelled?.status, accepted, found.clips.length];
      expect(outcome).toEqual(status === "cancelled" ? ["fulfilled", false, 0] : ["rejected", true, 2]);
      expect(errorCode(cancelled)).toBe(status === "cancelled" ? undefined : "CONFLICT");
      await queue.context.pool.query("delete from jobs");
    }
    expect([...winners].every((status) => ["cancelled", "completed"].includes(status))).toBe(true);
  });
});

describe("a retry", () => {
  test("goes on at the stage that failed and takes over what was finished", async () => {
    const job = await queue.createJob();
    await failAt("moment_detector", job);
    const { job: retried, from } = await retry(job);
    expect(from).toBe("moment_detector");
    expect(retried).toMatchObject({ status: "queued", run: 2, error_code: null, finished_at: null });
    for (const stage of ["video_downloader", "audio_transcriber"] as const)
      expect(await queue.claim(stage)).toEqual([]);
    const task = await queue.claimOne("moment_detector");
    expect(task).toMatchObject({ run: 2, tries: 1 });
    const before = await snapshot(queue.context.pool);
    const outputs = (task.input as { outputs: Record<string, unknown> }).outputs;
    for (const stage of ["video_downloader", "audio_transcriber"]) {
      const [original, copy] = [1, 2].map((run) => before.steps.find((s) => s["stage"] === stage && s["run"] === run));
      expect(copy).toMatchObject({ state: "done", reused_from: original?.["id"], output: original?.["output"] });
      expect(outputs[stage]).toEqual(original?.["output"]);
    }
    await queue.finish(task);
    await queue.bringTo("video_cutter", job);
    await queue.finish(await queue.claimOne("video_cutter"));
    const after = await snapshot(queue.context.pool);
    expect(after.jobs).toMatchObject([{ status: "completed", run: 2, clip_count: 2 }]);
    expect(after.runs.map((run) => run["state"]).toSorted()).toEqual(["completed", "failed"]);
    expect(after.clips.map((clip) => clip["run"])).toEqual([2, 2]);
  });

  test("of a second retry still points at the step that did the work", async () => {
    const job = await queue.createJob();
    await failAt("moment_detector", job);
    await retry(job);
    await failAt("moment_detector", job);
    await retry(job);
    const { steps } = await snapshot(queue.context.pool);
    const original = steps.find((step) => step["stage"] === "video_downloader" && step["run"] === 1);
    const third = steps.find((step) => step["stage"] === "video_downloader" && step["run"] === 3);
    expect(third?.["reused_from"]).toBe(original?.["id"]);
  });

  test("can begin at an earlier stage that is named, and not at one whose needs are missing", async () => {
    const job = await queue.createJob();
    await failAt("face_detector", job);
    await expect(retry(job, "video_cutter")).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await retry(job, "audio_transcriber")).from).toBe("audio_transcriber");
    expect(await queue.claimOne("audio_transcriber")).toMatchObject({ run: 2 });
  });

  test("twice at once opens one run", async () => {
    const job = await queue.createJob();
    await failAt("video_downloader", job);
    const results = await Promise.allSettled([retry(job), retry(job), retry(job)]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(results.map(errorCode).toSorted()).toEqual(["CONFLICT", "CONFLICT", undefined]);
    expect((await snapshot(queue.context.pool)).runs).toHaveLength(2);
  });

  test("of a cancelled job goes on where it was", async () => {
    const job = await queue.createJob();
    await queue.bringTo("intelligent_cropper", job);
    await cancel(job);
    expect((await retry(job)).from).toBe("intelligent_cropper");
  });

  test.each(["queued", "completed"] as const)("of a %s job is refused", async (status) => {
    const job = await queue.createJob();
    if (status === "completed") {
      await queue.bringTo("video_cutter", job);
      await queue.finish(await queue.claimOne("video_cutter"));
    }
    await expect(retry(job)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("resolves the dead letter of the run before", async () => {
    const job = await queue.createJob();
    for (let tries = 0; tries < 3; tries += 1) {
      await queue.claimOne("video_downloader");
      await queue.expire();
      await queue.reap();
    }
    await retry(job);
    const { dead_letters } = await snapshot(queue.context.pool);
    expect(dead_letters).toHaveLength(1);
    expect(dead_letters[0]?.["resolved_at"]).not.toBeNull();
  });
});

describe("the janitor", () => {
  test("removes the files of attempts that came to nothing, and spares live and accepted ones", async () => {
    const { store } = queue.context;
    const keep = async (task: Parameters<typeof outputOf>[0]): Promise<string> => {
      const key = `${prefixOf(task)}file.bin`;
      await store.put(key, Readable.from([Buffer.from("bytes")]));
      return key;
    };
    await queue.createJob();
    const lost = await queue.claimOne("video_downloader");
    const lostFile = await keep(lost);
    await queue.expire();
    await queue.reap();
    const done = await queue.claimOne("video_downloader");
    const kept = [await keep(done)];
    await queue.finish(done);
    kept.push(await keep(await queue.claimOne("audio_transcriber")));

    expect(await sweepOnce(queue.context)).toBe(0);
    expect(await filesBelow("jobs/")).toContain(lostFile);
    expect(await sweepOnce(queue.context, 0)).toBe(1);
    expect((await filesBelow(`jobs/${lost.job_id}/`)).toSorted()).toEqual(kept.toSorted());
    expect(await sweepOnce(queue.context, 0)).toBe(0);
  });
});
