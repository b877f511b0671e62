import { agentOperations } from "@agentos/contracts/api/agents";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startFleet, type TestFleet } from "./harness/fleet.ts";
import { testAgent } from "./harness/stage.ts";
import { until } from "./harness/until.ts";

let fleet: TestFleet;

beforeEach(async () => {
  fleet = await startFleet();
});
afterEach(() => fleet.close());

const online = async () => (await fleet.workers()).filter(({ offline_reason }) => offline_reason === null);

it("scales up and down until that many workers report, and remembers the number", async () => {
  const up = await fleet.actions.run("worker.scale", { agent: testAgent, replicas: 3 });
  expect(up.workers).toHaveLength(3);
  expect((await online()).map(({ slot }) => slot)).toEqual([1, 2, 3].map((number) => `${testAgent}-${number}`));
  await fleet.actions.run("worker.scale", { agent: testAgent, replicas: 1 });
  expect((await online()).map(({ slot }) => slot)).toEqual([`${testAgent}-1`]);
  const status = await fleet.api(agentOperations.status);
  expect(status.data.agents[0]).toMatchObject({ agent: testAgent, workers_online: 1, desired_replicas: 1 });
  expect(await fleet.actions.run("worker.scale", { agent: testAgent, replicas: 0 })).toMatchObject({ workers: [] });
  // Those that are gone stay in the list until somebody forgets them.
  expect((await fleet.workers()).map(({ offline_reason }) => offline_reason)).toEqual(["left", "left", "left"]);
});

it("gives the work of a worker that is restarted back, gracefully", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  const job = fleet.queue.add();
  await until("the task", () => fleet.stage.running.has(job));
  const restarted = await fleet.actions.run("worker.restart", { worker_id: worker, graceful: true });
  expect(restarted.worker_id).not.toBe(worker);
  await until("the task again", () => fleet.stage.running.has(job));
  fleet.stage.finish(job);
  await until("its end", () => fleet.queue.ended.get(job) === "done");
});

it("keeps somebody serving while the only worker of an agent is restarted, and goes back to one", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  expect(await fleet.actions.dryRun("worker.restart_all", { agent: testAgent })).toEqual({ count: 1, first: [worker] });
  let least = Infinity;
  const watch = setInterval(() => void online().then((rows) => (least = Math.min(least, rows.length))), 20);
  const result = await fleet.actions.run("worker.restart_all", { agent: testAgent });
  clearInterval(watch);
  expect(result).toMatchObject({ succeeded: 1, failed: 0, items: [{ id: `${testAgent}-1`, outcome: "done" }] });
  expect(fleet.runtime.calls.slice(1)).toEqual([
    `scale ${testAgent} 2`,
    `restart ${testAgent}-1`,
    `scale ${testAgent} 1`,
  ]);
  expect(least).toBeGreaterThanOrEqual(1);
  const after = await fleet.workers();
  expect(after.map(({ slot }) => slot)).toEqual([`${testAgent}-1`]);
  expect(after[0]?.worker_id).not.toBe(worker);
});

it("restarts several one after the other, and stops when it is told to", async () => {
  await fleet.startWorkers(3);
  const whole = await fleet.actions.run("agent.restart", { agent: testAgent });
  expect(whole).toMatchObject({ succeeded: 3, failed: 0, skipped: 0 });
  const before = (await online()).map(({ worker_id }) => worker_id);
  const actionId = await fleet.actions.send("worker.restart_all", { agent: testAgent });
  await fleet.actions.abort(actionId);
  const { result } = await fleet.actions.end(actionId);
  const { succeeded, skipped } = result as { succeeded: number; skipped: number };
  expect(skipped).toBeGreaterThanOrEqual(1);
  expect(succeeded + skipped).toBe(3);
  const kept = (await online()).filter(({ worker_id }) => before.includes(worker_id));
  expect(kept).toHaveLength(skipped);
});

it("finds the replacement of a worker where its slot does not outlive it", async () => {
  fleet.runtime.renames = true;
  const [first = "", second = ""] = await fleet.startWorkers(2);
  const restarted = await fleet.actions.run("worker.restart", { worker_id: first, graceful: true });
  expect(restarted).toMatchObject({ previous_worker_id: first });
  expect([first, second]).not.toContain(restarted.worker_id);
  const all = await fleet.actions.run("worker.restart_all", { agent: testAgent });
  expect(all).toMatchObject({ succeeded: 2, failed: 0 });
  const ids = (await online()).map(({ worker_id }) => worker_id);
  expect(ids).toHaveLength(2);
  expect(ids).not.toEqual(expect.arrayContaining([second]));
});

it("refuses to change the number of workers twice at once", async () => {
  await fleet.startWorkers(1);
  const first = await fleet.actions.send("worker.restart_all", { agent: testAgent });
  await expect(fleet.actions.send("worker.scale", { agent: testAgent, replicas: 3 })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  expect((await fleet.actions.end(first)).state).toBe("done");
});

it("stops a worker for good, by force too, and restarts it on demand", async () => {
  await fleet.actions.run("worker.scale", { agent: testAgent, replicas: 2 });
  const [first, second] = await online();
  const ids = { first: first?.worker_id ?? "", second: second?.worker_id ?? "" };
  const gone = await fleet.actions.run("worker.stop", { worker_id: ids.second, force: true });
  expect(gone).toEqual({ worker_id: ids.second, slot: `${testAgent}-2`, unfinished_tasks: 0 });
  await fleet.actions.run("worker.stop", { worker_id: ids.first, force: false });
  expect((await fleet.workers()).map(({ offline_reason }) => offline_reason)).toEqual(["left", "stopped"]);
  await expect(fleet.actions.send("worker.pause", { worker_id: ids.first })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  await fleet.actions.run("worker.restart", { worker_id: ids.first, graceful: true });
  expect(await online()).toHaveLength(1);
  const status = await fleet.api(agentOperations.status);
  expect(status.data.agents[0]).toMatchObject({ workers_online: 1, workers: 2, desired_replicas: 1 });
});

it("drains a worker: it finishes its work, takes nothing new, goes, and is not replaced", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  const job = fleet.queue.add();
  await until("the task", () => fleet.stage.running.has(job));
  const actionId = await fleet.actions.send("worker.drain", { worker_id: worker });
  await until("the drain in force", async () => (await fleet.workers())[0]?.report.taking === false);
  fleet.queue.add();
  expect(fleet.stage.running.has(job)).toBe(true);
  fleet.stage.finish(job);
  expect(await fleet.actions.end(actionId)).toMatchObject({ state: "done", result: { unfinished_tasks: 0 } });
  expect(fleet.queue.ended.get(job)).toBe("done");
  expect(fleet.queue.waiting()).toBe(1);
  expect(await fleet.runtime.list()).toMatchObject([{ state: "stopped" }]);
});

it("forgets a worker that is offline, and none that reports", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  await expect(fleet.actions.send("worker.forget", { worker_id: worker })).rejects.toMatchObject({ code: "CONFLICT" });
  await fleet.actions.run("worker.stop", { worker_id: worker, force: true });
  await fleet.actions.run("worker.forget", { worker_id: worker });
  expect(await fleet.workers()).toEqual([]);
  await expect(fleet.actions.send("worker.forget", { worker_id: worker })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("goes on with an operation after a crash, ends it once, and waits for a runtime that is away", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  const actionId = await fleet.actions.send("worker.drain", { worker_id: worker });
  await fleet.stop();
  await fleet.start();
  fleet.runtime.away = true;
  // The drain has begun by now, and waits.
  await until("a look in vain", async () => {
    const { rows } = await fleet.admin.query(
      "select 1 from fleet.operations where ended_at is null and next_at > created_at",
    );
    return rows.length > 0;
  });
  fleet.runtime.away = false;
  expect(await fleet.actions.end(actionId)).toMatchObject({ state: "done" });
  expect(await fleet.actions.audited(actionId)).toMatchObject([{ error_code: null, written_by: "fleet" }]);
});

it("tells what is missing when nothing comes of it in time", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  fleet.runtime.restart = async () => undefined;
  const actionId = await fleet.actions.send("worker.restart", { worker_id: worker, graceful: true });
  await fleet.admin.query("update fleet.operations set deadline_at = now() where action_id = $1", [actionId]);
  const row = await fleet.actions.end(actionId);
  expect(row).toMatchObject({ state: "failed", error_code: "NOT_CONVERGED" });
  expect(row.error_message).toContain(`${testAgent}-1`);
});
