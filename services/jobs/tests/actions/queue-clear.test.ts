import { randomUUID } from "node:crypto";
import { eventByName } from "../harness/events.ts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startActing, type Acting } from "../harness/acting.ts";
import { holdJob, untilBlocked } from "../harness/bulk.ts";
import { expectClearedAtOnce } from "../harness/clear-many.ts";
import { emptyQueue } from "../harness/fill.ts";
import { expectInvariants } from "../harness/invariants.ts";

let acting: Acting;
beforeAll(async () => {
  acting = await startActing();
});
afterEach(async () => {
  await emptyQueue(acting.pool);
  await acting.pool.query("delete from events");
});
afterAll(() => acting.close());

const queue = "video_downloader" as const;
const reason = "Sent twice by mistake";
const statusOf = async (ids: string[]): Promise<string[]> => {
  const { rows } = await acting.pool.query("select status from jobs where id = any ($1) order by id", [ids]);
  return rows.map((row) => row.status);
};
/** Two jobs that wait, one that is held, and one that runs. */
const queueUp = async (): Promise<{ waiting: string[]; running: string }> => {
  const running = await acting.service.createJob();
  await acting.claimOne(queue);
  const waiting = [await acting.service.createJob(), await acting.service.createJob(undefined, { priority: "high" })];
  await acting.pool.query("update queues set draining = true where stage = $1", [queue]);
  waiting.push(await acting.service.createJob());
  await acting.pool.query("update queues set draining = false where stage = $1", [queue]);
  return { waiting, running };
};

describe.each([
  { action: "queue.clear", payload: { queue } },
  { action: "agent.clear_queue", payload: { agent: queue } },
] as const)("$action", ({ action, payload }) => {
  test("cancels what waits and nothing else; the dry run has named it and changed nothing", async () => {
    const { waiting, running } = await queueUp();
    const before = await acting.rows();
    const planned = await acting.dryRun(action, payload);
    expect(await acting.rows()).toEqual(before);
    expect(planned.count).toBe(waiting.length);
    expect(planned.first.toSorted()).toEqual(waiting.toSorted());
    expect(planned.first[0]).toBe(waiting[1]);

    const actor = { user_id: randomUUID(), role: "admin" } as const;
    const { actionId, result } = await acting.run(action, payload, { reason, actor });
    expect(result).toEqual({ queues: [queue], cancelled: waiting.length });
    expect(await statusOf(waiting)).toEqual(waiting.map(() => "cancelled"));
    expect(await statusOf([running])).toEqual(["processing"]);
    const { rows } = await acting.pool.query("select cancelled_by, cancelled_role from runs where state = 'cancelled'");
    expect(rows).toEqual(waiting.map(() => ({ cancelled_by: actor.user_id, cancelled_role: actor.role })));
    expectInvariants(await acting.rows());
    expect(await acting.service.worker("w").claim(queue, 16)).toEqual([]);
    expect(await acting.audited(actionId)).toMatchObject([{ kind: "intent" }, { kind: "outcome", result }]);

    const cancelled = await acting.rows();
    const again = acting.run(action, payload, { actionId, reason });
    await expect(again).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await acting.rows()).toEqual(cancelled);
  });
});

test("tells each cancelled job and each queue as their contracts say", async () => {
  const { waiting } = await queueUp();
  await acting.run("queue.clear", { queue: "default" }, { reason });
  const { rows } = await acting.pool.query(
    "select name, payload from events where name in ('job:cancelled', 'queue:cleared') order by seq",
  );
  for (const { name, payload } of rows) eventByName(name).payload.parse(payload);
  const told = rows.flatMap((row) => (row.name === "job:cancelled" ? [row.payload.job_id] : []));
  expect(told.toSorted()).toEqual(waiting.toSorted());
  expect(rows.filter((row) => row.name === "queue:cleared")).toHaveLength(6);
  expect(rows.find((row) => row.payload.queue === queue)?.payload.cancelled).toBe(waiting.length);
});

test("is not taken for lost while it goes on, however long it takes", async () => {
  const job = await acting.service.createJob();
  const letGo = await holdJob(acting, job);
  const actionId = await acting.begin("queue.clear");
  const clearing = acting.run("queue.clear", { queue }, { actionId, reason });
  await untilBlocked(acting);
  const { rows } = await acting.admin.query(
    "select id from action_dispatcher.actions where state = 'running' for update skip locked",
  );
  expect(rows).toEqual([]);
  await letGo();
  expect((await clearing).result.cancelled).toBe(1);
});

test("takes what arrives after the commit, and loses nothing of what is claimed at the same time", async () => {
  for (let round = 0; round < 5; round += 1) {
    const jobs: string[] = [];
    for (let n = 0; n < 6; n += 1) jobs.push(await acting.service.createJob());
    const worker = acting.service.worker();
    const [claimed, { result }] = await Promise.all([
      Promise.all([1, 2, 3].map(() => worker.claim(queue, 1))),
      acting.run("queue.clear", { queue }, { reason }),
    ]);
    const taken = claimed.flat().map((task) => task.job_id);
    expect(taken.length + result.cancelled).toBe(jobs.length);
    expect(await statusOf(taken)).toEqual(taken.map(() => "processing"));
    expectInvariants(await acting.rows());
  }
  const late = await acting.service.createJob();
  expect((await acting.claimOne(queue)).job_id).toBe(late);
});

test("clears thousands of waiting jobs in one transaction", () => expectClearedAtOnce(acting, 5000));
