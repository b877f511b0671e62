import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startFleet, type TestFleet } from "./harness/fleet.ts";
import { testAgent } from "./harness/stage.ts";
import { until } from "./harness/until.ts";

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startFleet({
    hearing: { secondsHearing: () => 1000, deaf: () => undefined, close: () => undefined },
  });
});
afterEach(async () => {
  await fleet.actions.run("manager.stop", { manager: "autoscaler" });
});
afterAll(() => fleet.close());

async function oneRow<Row>(text: string): Promise<Row> {
  return (await fleet.admin.query(text, [testAgent])).rows[0] as Row;
}

it("worker-reporter writes down how an agent is", async () => {
  await fleet.startWorkers(1);
  await fleet.admin.query("delete from fleet.reports");
  const { run } = await fleet.actions.run("manager.run_now", { manager: "worker-reporter" });
  expect(run.counts["reported"]).toBeGreaterThan(0);
  expect(await oneRow("select workers_online from fleet.reports where agent = $1")).toEqual({ workers_online: 1 });
});

it("worker-reporter has workers forgotten that have been gone for a day, and no others", async () => {
  await fleet.startWorkers(2);
  await fleet.runtime.stop(`${testAgent}-2`, { force: false });
  await until("its last word", async () => (await fleet.workers())[1]?.offline_reason === "left");
  await fleet.actions.run("manager.run_now", { manager: "worker-reporter" });
  expect(await fleet.workers()).toHaveLength(2);
  await fleet.admin.query(
    "update fleet.workers set last_seen_at = now() - interval '25 hours' where offline_reason = 'left'",
  );
  await fleet.actions.run("manager.run_now", { manager: "worker-reporter" });
  expect((await fleet.workers()).map(({ slot }) => slot)).toEqual([`${testAgent}-1`]);
});

it("worker-reaper takes a dead worker for offline", async () => {
  await fleet.startWorkers(1);
  await fleet.actions.run("manager.set_interval", { manager: "worker-reaper", seconds: 60 });
  await fleet.actions.run("manager.run_now", { manager: "worker-reaper" });
  await fleet.runtime.stop(`${testAgent}-1`, { force: true });
  await until("its end", async () => (await fleet.runtime.list()).every(({ state }) => state === "stopped"));
  await fleet.admin.query("update fleet.workers set last_seen_at = now() - interval '16 seconds'");
  const { run } = await fleet.actions.run("manager.run_now", { manager: "worker-reaper" });
  expect(run.counts).toEqual({ reaped: 1 });
  expect((await fleet.workers())[0]?.offline_reason).toBe("silent");
});

it("autoscaler grows an agent whose work waits, within its bounds, and shrinks it when there is none", async () => {
  const manager = "autoscaler";
  await fleet.startWorkers(1);
  await fleet.actions.run("manager.configure", {
    manager,
    patch: { agents: { [testAgent]: { min: 1, max: 3 } }, target_wait_seconds: 1, shrink_after_seconds: 0 },
  });
  await fleet.actions.run("manager.set_interval", { manager, seconds: 1 });
  fleet.queue.oldestWaitingSeconds = 100;
  const jobs = Array.from({ length: 6 }, () => fleet.queue.add());
  // Off unless somebody starts it.
  expect(await oneRow("select enabled from fleet.managers where name = 'autoscaler' and $1 <> ''")).toEqual({
    enabled: false,
  });
  await fleet.actions.run("manager.start", { manager });
  const serving = async (): Promise<number> =>
    (await fleet.workers()).filter(({ offline_reason }) => offline_reason === null).length;
  await until("three workers", async () => (await serving()) === 3);
  const wanted = "select desired_replicas from fleet.agents where agent = $1";
  expect(await oneRow(wanted)).toEqual({ desired_replicas: 3 });
  for (const job of jobs) fleet.stage.finish(job);
  await until("all work done", () => fleet.queue.ended.size === jobs.length);
  await until("one worker", async () => (await serving()) === 1);
  expect(await oneRow(wanted)).toEqual({ desired_replicas: 1 });
});
