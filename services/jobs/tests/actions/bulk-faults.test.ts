import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createService } from "../../src/service.ts";
import { startActing, type Acting } from "../harness/acting.ts";
import { cutConnections, holdJob, outcomeOf, untilBlocked } from "../harness/bulk.ts";
import { expectInvariants } from "../harness/invariants.ts";
import { quietLog } from "../harness/stack.ts";
import { until } from "../harness/until.ts";

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
const count = 12;
const createJobs = async (jobs = count): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < jobs; n += 1) ids.push(await acting.service.createJob());
  return ids;
};
/** Begins to cancel all jobs, and comes to a halt in the middle. */
const haltInTheMiddle = async (jobs: string[]) => {
  const letGo = await holdJob(acting, jobs[count / 2] ?? "");
  const actionId = await acting.begin("job.bulk_cancel");
  const asked = acting.run("job.bulk_cancel", { job_ids: jobs }, { actionId, reason }).catch(() => undefined);
  await untilBlocked(acting);
  return { actionId, letGo, asked };
};
/** The jobs whose cancel was told, in order. */
const cancelled = async (): Promise<string[]> => {
  const { rows } = await acting.admin.query(
    "select entity_id from jobs.events where name = 'job:cancelled' order by seq",
  );
  return rows.map((row) => row.entity_id);
};
/** Each job was cancelled, and that was told once. */
const expectEachOnce = async (jobs: string[], actionId: string): Promise<void> => {
  const result = await outcomeOf(acting, actionId);
  expect(result).toMatchObject({ succeeded: jobs.length, failed: 0, skipped: 0 });
  expect(result.items.map((item) => item.id)).toEqual(jobs);
  expect(await cancelled()).toEqual(jobs);
  expect(await acting.audited(actionId)).toMatchObject([{ kind: "intent" }, { kind: "outcome", error_code: null }]);
  expect((await acting.pool.query("select from bulk_operations")).rows).toEqual([]);
};

test("an operation whose connections were cut in the middle goes on, and does nothing twice", async () => {
  const jobs = await createJobs();
  const { actionId, letGo } = await haltInTheMiddle(jobs);
  await cutConnections(acting);
  await letGo();
  await expectEachOnce(jobs, actionId);
});

test("two instances whose connections are cut again and again do each item once between them", async () => {
  const other = createService(acting.service.stack.config, { log: quietLog() });
  await other.start();
  const jobs = await createJobs(60);
  const actionId = await acting.begin("job.bulk_cancel");
  void acting.run("job.bulk_cancel", { job_ids: jobs }, { actionId, reason }).catch(() => undefined);
  const cuts = [10, 25, 45];
  for (const cut of cuts) {
    await until(`${cut} jobs cancelled`, async () => (await cancelled()).length >= cut);
    await cutConnections(acting);
  }
  await expectEachOnce(jobs, actionId);
  await other.stop();
}, 300_000);

test("an operation that a stop of the service has interrupted goes on after the start", async () => {
  const jobs = await createJobs();
  const { actionId, letGo } = await haltInTheMiddle(jobs);
  const restarted = acting.service.restart();
  await letGo();
  await restarted;
  await expectEachOnce(jobs, actionId);
});

test("an operation that is asked for again while it is under way is carried out once", async () => {
  const jobs = await createJobs();
  const { actionId, letGo } = await haltInTheMiddle(jobs);
  const again = await acting.run("job.bulk_cancel", { job_ids: jobs }, { actionId, reason });
  expect(again.state).toBe("held");
  await letGo();
  await expectEachOnce(jobs, actionId);
});

test("an operation that somebody aborts leaves the rest as it was, and says so", async () => {
  const jobs = await createJobs();
  const { actionId, letGo } = await haltInTheMiddle(jobs);
  await acting.admin.query("update action_dispatcher.actions set abort_requested_at = now() where id = $1", [actionId]);
  await letGo();
  const result = await outcomeOf(acting, actionId);
  const half = count / 2 + 1;
  expect(result).toMatchObject({ succeeded: half, failed: 0, skipped: count - half });
  expect(result.items.map((item) => item.outcome)).toEqual(jobs.map((_, n) => (n < half ? "done" : "skipped")));
  const { rows } = await acting.pool.query("select id from jobs where status = 'queued' order by created_at, id");
  expect(rows.map((row) => row.id)).toEqual(jobs.slice(half));
});

test("nothing more is done for an operation whose action was ended from outside", async () => {
  const jobs = await createJobs();
  const { actionId, letGo, asked } = await haltInTheMiddle(jobs);
  await acting.admin.query(
    `update action_dispatcher.actions set state = 'failed', error_code = 'ACTION_LOST', finished_at = now() where id = $1`,
    [actionId],
  );
  await letGo();
  await asked;
  await until(
    "the operation given up",
    async () => (await acting.pool.query("select from bulk_operations")).rowCount === 0,
  );
  const { rows } = await acting.pool.query("select count(*)::int as count from jobs where status = 'cancelled'");
  expect(rows).toEqual([{ count: count / 2 }]);
});
