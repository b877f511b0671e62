import { lease } from "@agentos/contracts/limits";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { reapOnce } from "../src/loops/reaper.ts";
import { failAttempt } from "../src/queue/fail.ts";
import { releaseAttempt } from "../src/queue/release.ts";
import { renewLeasesOf } from "../src/queue/renew.ts";
import { connected, startQueue, worker, type TestQueue } from "./harness/queue.ts";
import { snapshot } from "./harness/snapshot.ts";

const first = "video_downloader";
const other = "worker-2";
let queue: TestQueue;
beforeAll(async () => {
  queue = await startQueue();
});
afterEach(() => queue.context.pool.query("delete from jobs"));
afterAll(() => queue.close());

const renew = async (attempt_id: string, worker_id = worker, progress = 0): Promise<string | undefined> =>
  (await renewLeasesOf(queue.context, { worker_id, attempts: [{ attempt_id, progress }] })).verdicts[0]?.verdict;
const stepsOf = async (jobId: string) =>
  queue.context.db.selectFrom("steps").selectAll().where("job_id", "=", jobId).orderBy("position").execute();

describe("a lease", () => {
  test("is kept by renewals, which take the progress down", async () => {
    const job = await queue.createJob();
    const task = await queue.claimOne(first);
    await queue.context.pool.query(
      "update steps set lease_expires_at = now() + interval '1 second' where state = 'running'",
    );
    expect(await renew(task.attempt_id, worker, 0.4)).toBe("continue");
    const [step] = await stepsOf(job);
    expect(step?.progress).toBeCloseTo(0.4);
    const { rows } = await queue.context.pool.query(
      "select extract(epoch from lease_expires_at - now())::float8 as left from steps where state = 'running'",
    );
    expect(rows[0].left).toBeGreaterThan(lease.seconds - 3);
  });

  test("is not renewed for another worker, nor for an attempt that nobody knows", async () => {
    await queue.createJob();
    const task = await queue.claimOne(first);
    expect(await renew(task.attempt_id, other)).toBe("stale");
    expect(await renew("00000000-0000-4000-8000-000000000000")).toBe("stale");
  });

  test("that runs out gives the step to another worker; it counts as a try", async () => {
    const job = await queue.createJob();
    const lost = await queue.claimOne(first);
    await queue.expire(lost.attempt_id);
    expect(await queue.reap()).toBe(1);
    const taken = await queue.claimOne(first, other);
    expect(taken).toMatchObject({ job_id: job, step_id: lost.step_id, tries: 2 });
    expect(taken.attempt_id).not.toBe(lost.attempt_id);
    expect(await renew(lost.attempt_id)).toBe("stale");
    expect(await renew(taken.attempt_id, other)).toBe("continue");
  });

  test("of which nobody has judged the end is kept by a late renewal", async () => {
    await queue.createJob();
    const task = await queue.claimOne(first);
    await queue.expire();
    expect(await renew(task.attempt_id)).toBe("continue");
    expect(await queue.reap()).toBe(0);
  });
});

describe("a late worker", () => {
  test("changes nothing by its result, its failure or its release", async () => {
    await queue.createJob();
    const late = await queue.claimOne(first);
    await queue.expire();
    await queue.reap();
    await queue.claimOne(first, other);
    const before = await snapshot(queue.context.pool);
    const told = { attempt_id: late.attempt_id, worker_id: worker };
    expect(await queue.finish(late)).toMatchObject({ accepted: false, reason: "stale" });
    const error = { code: "NOT_A_VIDEO" as const, message: "It is not.", retryable: false };
    expect(await failAttempt(queue.context, { ...told, error })).toMatchObject({ accepted: false, reason: "stale" });
    expect(await releaseAttempt(queue.context, told)).toMatchObject({ accepted: false, reason: "stale" });
    expect(await snapshot(queue.context.pool)).toEqual(before);
  });

  test("changes nothing after another has finished the whole job", async () => {
    const job = await queue.createJob();
    await queue.bringTo("video_cutter", job);
    const late = await queue.claimOne("video_cutter");
    await queue.expire();
    await queue.reap();
    await queue.finish(await queue.claimOne("video_cutter", other), other);
    const before = await snapshot(queue.context.pool);
    expect(await queue.finish(late)).toMatchObject({ accepted: false, reason: "stale" });
    expect(await snapshot(queue.context.pool)).toEqual(before);
    expect(before).toMatchObject({ jobs: [{ status: "completed" }], clips: [{}, {}] });
  });

  test("cannot hand in for another worker", async () => {
    await queue.createJob();
    const task = await queue.claimOne(first);
    expect(await queue.finish(task, other)).toMatchObject({ accepted: false, reason: "stale" });
  });
});

describe("the reaper", () => {
  const expired = async (): Promise<void> => {
    await queue.createJob();
    await queue.claimOne(first);
    await queue.expire();
  };

  test("gives leases their whole time again after it was away itself", async () => {
    await expired();
    await queue.reap();
    await expired();
    await queue.context.pool.query("update loops set ticked_at = now() - interval '10 seconds'");
    expect(await reapOnce(queue.context, connected)).toBe(0);
    expect(await reapOnce(queue.context, connected)).toBe(0);
    const { rows } = await queue.context.pool.query(
      "select extract(epoch from grace_until - now())::float8 as grace from loops",
    );
    expect(rows[0].grace).toBeGreaterThan(lease.seconds - 3);
    await queue.context.pool.query("update loops set grace_until = now()");
    expect(await reapOnce(queue.context, connected)).toBe(1);
  });

  test("judges nothing at its very first round", async () => {
    await queue.context.pool.query("delete from loops");
    await expired();
    expect(await reapOnce(queue.context, connected)).toBe(0);
  });

  test("judges nothing until NATS has been there for a whole lease", async () => {
    await expired();
    await queue.context.pool.query("update loops set ticked_at = now(), grace_until = now()");
    expect(await reapOnce(queue.context, { secondsConnected: () => 0 })).toBe(0);
    expect(await reapOnce(queue.context, { secondsConnected: () => lease.seconds - 1 })).toBe(0);
    expect(await queue.reap()).toBe(1);
  });

  test("sends a step that loses every worker to the dead letters, and its neighbours go on", async () => {
    const poison = await queue.createJob({ priority: "high" });
    const neighbour = await queue.createJob();
    for (let tries = 1; tries <= 3; tries += 1) {
      const task = await queue.claimOne(first);
      expect(task).toMatchObject({ job_id: poison, tries });
      await queue.expire(task.attempt_id);
      await queue.reap();
    }
    const { db } = queue.context;
    const failed = await db.selectFrom("jobs").selectAll().where("id", "=", poison).executeTakeFirstOrThrow();
    expect(failed).toMatchObject({ status: "failed", error_code: "WORKER_LOST", error_stage: first });
    const letters = await db.selectFrom("dead_letters").selectAll().execute();
    expect(letters).toMatchObject([{ job_id: poison, stage: first, error_code: "WORKER_LOST", tries: 3 }]);
    await queue.bringTo("video_cutter", neighbour);
    await queue.finish(await queue.claimOne("video_cutter"));
    const done = await db.selectFrom("jobs").selectAll().where("id", "=", neighbour).executeTakeFirstOrThrow();
    expect(done.status).toBe("completed");
  });
});
