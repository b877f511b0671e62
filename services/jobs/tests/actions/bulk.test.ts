import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startActing, type Acting } from "../harness/acting.ts";
import { outcomeOf } from "../harness/bulk.ts";
import { expectInvariants } from "../harness/invariants.ts";

let acting: Acting;
beforeAll(async () => {
  acting = await startActing();
});
afterEach(async () => {
  expectInvariants(await acting.rows());
  await acting.pool.query("delete from jobs");
  await acting.pool.query("delete from events");
});
afterAll(() => acting.close());

const reason = "A bad batch";
const createJobs = async (count: number, userId?: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await acting.service.createJob(userId));
  return ids;
};
const failJobs = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const task = await acting.claimOne("video_downloader");
    await acting.service.worker("w").fail(task, { code: "NOT_A_VIDEO", retryable: false });
  }
};
const withStatus = async (status: string): Promise<string[]> => {
  const { rows } = await acting.pool.query("select id from jobs where status = $1 order by created_at, id", [status]);
  return rows.map((row) => row.id);
};
const done = (id: string) => ({ id, outcome: "done", error_code: null });
const leftovers = async () => (await acting.pool.query("select from bulk_operations")).rows;

describe("job.bulk_cancel", () => {
  test("cancels what a filter finds: exactly what the dry run has named, which changed nothing", async () => {
    const userId = randomUUID();
    const theirs = await createJobs(25, userId);
    const others = await createJobs(2);
    const payload = { filter: { user_id: userId } };
    const before = await acting.rows();
    expect(await acting.dryRun("job.bulk_cancel", payload)).toEqual({ count: 25, first: theirs.slice(0, 20) });
    expect(await acting.rows()).toEqual(before);

    const { actionId } = await acting.run("job.bulk_cancel", payload, { reason });
    const result = await outcomeOf(acting, actionId);
    expect(result).toEqual({ succeeded: 25, failed: 0, skipped: 0, items: theirs.map(done) });
    expect(await withStatus("cancelled")).toEqual(theirs);
    expect(await withStatus("queued")).toEqual(others);
    const { rows } = await acting.pool.query("select distinct cancel_reason from jobs where status = 'cancelled'");
    expect(rows).toEqual([{ cancel_reason: reason }]);
    expect(await acting.audited(actionId)).toMatchObject([{ kind: "intent" }, { kind: "outcome", result }]);
    expect(await acting.action(actionId)).toMatchObject({ state: "done", progress_done: 25 });
    expect(await leftovers()).toEqual([]);
  });

  test("lists what it could not do to a job that was named, and does it to the others", async () => {
    const [first = "", over = "", last = ""] = await createJobs(3);
    await acting.run("job.cancel", { job_id: over });
    const unknown = randomUUID();
    const payload = { job_ids: [first, over, unknown, last, first] };
    expect(await acting.dryRun("job.bulk_cancel", payload)).toEqual({ count: 2, first: [first, last] });
    const { actionId } = await acting.run("job.bulk_cancel", payload, { reason });
    expect(await outcomeOf(acting, actionId)).toEqual({
      succeeded: 2,
      failed: 2,
      skipped: 0,
      items: [
        done(first),
        { id: over, outcome: "failed", error_code: "CONFLICT" },
        { id: unknown, outcome: "failed", error_code: "NOT_FOUND" },
        done(last),
      ],
    });
  });

  test("finds by status, stage, age and words", async () => {
    const [running = "", old = "", named = "", plain = ""] = await createJobs(4);
    await acting.claimOne("video_downloader");
    await acting.pool.query("update jobs set created_at = now() - interval '30 h' where id = $1", [old]);
    await acting.pool.query("update jobs set title = 'Quarterly 100% review' where id = $1", [named]);
    const found = async (filter: Parameters<typeof acting.dryRun<"job.bulk_cancel">>[1]["filter"]) =>
      (await acting.dryRun("job.bulk_cancel", { filter })).first.toSorted();
    expect(await found({ status: "processing" })).toEqual([running]);
    expect(await found({ older_than_hours: 24 })).toEqual([old]);
    expect(await found({ search: "100% r" })).toEqual([named]);
    expect(await found({ search: plain })).toEqual([plain]);
    expect(await found({ stage: "video_downloader" })).toEqual([running, old, named, plain].toSorted());
    expect(await found({ stage: "video_cutter" })).toEqual([]);
  });

  test.each([
    ["nothing named", {}],
    ["both ways of naming", { job_ids: [randomUUID()], filter: { status: "queued" } }],
    ["a filter that says nothing", { filter: {} }],
    ["a status that cannot be cancelled", { filter: { status: "completed" } }],
    ["a field that is not known", { filter: { status: "queued", where: "1=1" } }],
  ])("is refused with %s", async (_, payload) => {
    const refused = acting.run("job.bulk_cancel", payload as never, { reason });
    await expect(refused).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  });

  test("asked for nothing, it is done at once", async () => {
    const { state, result } = await acting.run("job.bulk_cancel", { filter: { status: "queued" } }, { reason });
    expect([state, result]).toEqual(["done", { succeeded: 0, failed: 0, skipped: 0, items: [] }]);
  });
});

describe("job.bulk_retry", () => {
  test("queues each failed job again that the dry run has named, and no other", async () => {
    const jobs = await createJobs(5);
    await failJobs(3);
    const failed = jobs.slice(0, 3);
    const payload = { filter: { stage: "video_downloader" as const } };
    const before = await acting.rows();
    expect(await acting.dryRun("job.bulk_retry", payload)).toEqual({ count: 3, first: failed });
    expect(await acting.rows()).toEqual(before);
    const { actionId } = await acting.run("job.bulk_retry", payload);
    expect((await outcomeOf(acting, actionId)).items).toEqual(failed.map(done));
    const { rows } = await acting.pool.query(
      "select id from jobs where run = 2 and status = 'queued' order by created_at, id",
    );
    expect(rows.map((row) => row.id)).toEqual(failed);

    const again = await acting.rows();
    await expect(acting.run("job.bulk_retry", payload, { actionId })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await acting.rows()).toEqual(again);
    expect(await acting.audited(actionId)).toHaveLength(2);
  });

  test("takes cancelled jobs too, where they are named", async () => {
    const [job = ""] = await createJobs(1);
    await acting.run("job.cancel", { job_id: job });
    expect((await acting.dryRun("job.bulk_retry", { filter: { stage: "video_downloader" } })).count).toBe(0);
    const { actionId } = await acting.run("job.bulk_retry", { job_ids: [job] });
    expect((await outcomeOf(acting, actionId)).succeeded).toBe(1);
  });
});

describe("queue.redrive", () => {
  const bury = async (): Promise<string> => {
    const job = await acting.service.createJob();
    const worker = acting.service.worker("w");
    for (let tries = 0; tries < 3; tries += 1) {
      await acting.pool.query("update steps set available_at = now() where state = 'waiting'");
      await worker.fail(await acting.claimOne("video_downloader"), { code: "STAGE_FAILED", retryable: true });
    }
    return job;
  };

  test("puts dead letters back to work, the oldest first, up to the limit", async () => {
    const dead = [await bury(), await bury(), await bury()];
    const payload = { queue: "video_downloader" as const, limit: 2 };
    const before = await acting.rows();
    expect(await acting.dryRun("queue.redrive", payload)).toEqual({ count: 2, first: dead.slice(0, 2) });
    expect(await acting.dryRun("queue.redrive", { ...payload, queue: "video_cutter" })).toMatchObject({ count: 0 });
    expect(await acting.rows()).toEqual(before);

    const { actionId } = await acting.run("queue.redrive", payload);
    expect((await outcomeOf(acting, actionId)).items).toEqual(dead.slice(0, 2).map(done));
    const { rows } = await acting.pool.query("select job_id from dead_letters where resolved_at is null");
    expect(rows).toEqual([{ job_id: dead[2] }]);
    const taken = await acting.service.worker("w").claim("video_downloader", 16);
    expect(taken.map((task) => task.job_id)).toEqual(dead.slice(0, 2));
    expect(await acting.audited(actionId)).toHaveLength(2);
  });
});
