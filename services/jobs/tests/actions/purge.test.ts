import { randomUUID } from "node:crypto";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startActing, type Acting } from "../harness/acting.ts";
import { outcomeOf } from "../harness/bulk.ts";
import { filesBelow, keep, storeOf } from "../harness/files.ts";
import { finishJob } from "../harness/finish-job.ts";
import { expectInvariants } from "../harness/invariants.ts";
import { until } from "../harness/until.ts";

let acting: Acting;
beforeAll(async () => {
  acting = await startActing();
});
afterEach(async () => {
  expectInvariants(await acting.rows());
  for (const table of ["jobs", "events", "purged_days", "file_removals"])
    await acting.pool.query(`delete from ${table}`);
});
afterAll(() => acting.close());

const reason = "Older than we keep";
const payload = { older_than_days: 30, statuses: ["completed" as const, "cancelled" as const] };
const age = (ids: string[], days: number) =>
  acting.pool.query(
    `update jobs set created_at = created_at - make_interval(days => $2), started_at = started_at - make_interval(days => $2),
       finished_at = finished_at - make_interval(days => $2) where id = any ($1)`,
    [ids, days],
  );
const summaries = async (userId: string) => [
  (await acting.service.api("admin")(jobOperations.summary)).data,
  (await acting.service.api("user", userId)(jobOperations.summary)).data,
];

/** Two completed jobs and a cancelled one that are old; a failed old one, a young one, and one that goes on. */
const prepare = async (userId: string) => {
  const completed = [await acting.service.createJob(userId), await acting.service.createJob()];
  await finishJob(acting.service);
  const cancelled = await acting.service.createJob(userId);
  await acting.run("job.cancel", { job_id: cancelled });
  const failed = await acting.service.createJob();
  await acting.service
    .worker("w")
    .fail(await acting.claimOne("video_downloader"), { code: "NOT_A_VIDEO", retryable: false });
  const young = await acting.service.createJob();
  await acting.run("job.cancel", { job_id: young });
  const old = [...completed, cancelled];
  await age([...old, failed], 40);
  const active = await acting.service.createJob(userId);
  return { old, kept: [failed, young, active] };
};

test("jobs that ended long ago are gone with all that is theirs; totals stay; the dry run has named them", async () => {
  const userId = randomUUID();
  const store = storeOf(acting.service.stack);
  const { old, kept } = await prepare(userId);
  const stays = await keep(store, `jobs/${kept[0]}/1/video_downloader/x/file.bin`);
  const totals = await summaries(userId);
  expect(totals[0]).toMatchObject({ total: 6, clips: 4 });
  const before = await acting.rows();
  const planned = await acting.dryRun("job.purge", payload);
  expect(await acting.rows()).toEqual(before);
  expect(planned.count).toBe(old.length);

  const { actionId } = await acting.run("job.purge", payload, { reason });
  const result = await outcomeOf(acting, actionId);
  expect(result.items.map((item) => item.id)).toEqual(planned.first);
  expect(planned.first.toSorted()).toEqual(old.toSorted());
  const after = await acting.rows();
  expect(after.jobs.map((job) => job["id"])).toEqual(kept.toSorted());
  for (const table of ["runs", "steps", "clips", "dead_letters"] as const) {
    expect(after[table]).toEqual(before[table].filter((row) => kept.includes(String(row["job_id"]))));
  }
  const steps = new Set(after.steps.map((step) => step["id"]));
  expect(after.attempts.every((attempt) => steps.has(attempt["step_id"]))).toBe(true);
  for (const id of old) expect(await filesBelow(store, `jobs/${id}/`)).toEqual([]);
  expect(await filesBelow(store, `jobs/${kept[0]}/`)).toEqual([stays]);
  expect(await summaries(userId)).toEqual(totals);
  const { rows } = await acting.pool.query("select entity_id from events where name = 'job:purged'");
  expect(rows.map((row) => row.entity_id).toSorted()).toEqual(old.toSorted());
  expect(await acting.audited(actionId)).toMatchObject([{ kind: "intent" }, { kind: "outcome", result }]);
});

test("what is counted of the days stays as it was", async () => {
  const { old } = await prepare(randomUUID());
  const days = `select day, status, sum(jobs)::int as jobs, sum(clips)::int as clips from (
      select (created_at at time zone 'UTC')::date as day, status, 1 as jobs, clip_count as clips from jobs
      union all select day, status, jobs, clips from purged_days
    ) counted group by day, status order by day, status`;
  const { rows: before } = await acting.pool.query(days);
  const { actionId } = await acting.run("job.purge", payload, { reason });
  expect((await outcomeOf(acting, actionId)).succeeded).toBe(old.length);
  expect((await acting.pool.query(days)).rows).toEqual(before);
});

test("files that could not be removed at once are removed later", async () => {
  const store = storeOf(acting.service.stack);
  const file = await keep(store, "jobs/gone/1/file.bin");
  await acting.pool.query("insert into file_removals (prefix) values ('jobs/gone/')");
  await until("the file removed", async () => (await filesBelow(store, "jobs/gone/")).length === 0);
  await until("the mark gone", async () => (await acting.pool.query("select from file_removals")).rowCount === 0);
  expect(file).toBe("jobs/gone/1/file.bin");
});
