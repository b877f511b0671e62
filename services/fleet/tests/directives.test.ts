import { agentOperations } from "@agentos/contracts/api/agents";
import { AppError } from "@agentos/contracts/errors";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startFleet, type TestFleet } from "./harness/fleet.ts";
import { testAgent } from "./harness/stage.ts";
import { until } from "./harness/until.ts";

let fleet: TestFleet;

beforeEach(async () => {
  fleet = await startFleet();
});
afterEach(() => fleet.close());

const running = (count: number) => until(`${count} running tasks`, () => fleet.stage.running.size === count);
const report = async (index = 0) => (await fleet.workers())[index]?.report;

it("has workers take work only once fleet has answered, and go on while it is away", async () => {
  await fleet.stop();
  const heard = await fleet.overhearHeartbeats();
  await fleet.runtime.scale(testAgent, 1);
  const first = fleet.queue.add();
  await until("a fit worker that asks in vain", () => heard.filter(({ ready }) => ready).length > 1);
  expect(fleet.queue.waiting()).toBe(1);
  await fleet.start();
  await running(1);
  await fleet.stop();
  fleet.stage.finish(first);
  const second = fleet.queue.add();
  await until("the next task without fleet", () => fleet.stage.running.has(second));
  fleet.stage.finish(second);
  await until("its end", () => fleet.queue.ended.get(second) === "done");
  await fleet.start();
});

it("pauses and resumes a worker at once, and keeps the pause when its process is another one", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  expect(await fleet.actions.run("worker.pause", { worker_id: worker })).toEqual({ worker_id: worker, paused: true });
  await until("the pause in force", async () => (await report())?.taking === false);
  fleet.queue.add();
  const restarted = await fleet.actions.run("worker.restart", { worker_id: worker, graceful: true });
  expect(restarted).toMatchObject({ previous_worker_id: worker, slot: "video_downloader-1" });
  await until("a report of the new one", async () => (await report())?.ready === true);
  expect(fleet.queue.waiting()).toBe(1);
  expect(fleet.stage.running.size).toBe(0);
  await fleet.actions.run("worker.resume", { worker_id: restarted.worker_id });
  await running(1);
});

it("stops an agent across restarts of its workers and of fleet, and starts it again", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  expect(await fleet.actions.run("agent.stop", { agent: testAgent })).toEqual({
    agent: testAgent,
    taking: false,
    workers: [worker],
  });
  await until("the stop in force", async () => (await report())?.taking === false);
  fleet.queue.add();
  await fleet.stop();
  await fleet.start();
  await fleet.actions.run("worker.restart", { worker_id: worker, graceful: false });
  await until("a report of the new one", async () => (await report())?.ready === true);
  expect(fleet.queue.waiting()).toBe(1);
  expect((await fleet.api(agentOperations.get, { params: { agent_id: testAgent } })).data).toMatchObject({
    taking: false,
  });
  await fleet.actions.run("agent.start", { agent: testAgent });
  await running(1);
});

it("runs that many tasks at once, without a restart", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  for (let task = 0; task < 4; task += 1) fleet.queue.add();
  await running(1);
  await fleet.actions.run("worker.set_concurrency", { worker_id: worker, concurrency: 3 });
  await running(3);
  expect(fleet.queue.waiting()).toBe(1);
  expect(await fleet.actions.run("worker.set_concurrency", { agent: testAgent, concurrency: 4 })).toEqual({
    workers: [worker],
    concurrency: 4,
  });
  await running(4);
  await fleet.actions.run("worker.set_concurrency", { agent: testAgent, concurrency: 1 });
  await until("the new number in force", async () => (await report())?.concurrency === 1);
  const [done] = fleet.stage.running.keys();
  fleet.queue.add();
  fleet.stage.finish(done ?? "");
  await running(3);
  expect(fleet.queue.waiting()).toBe(1);
});

it("runs the next task with the new settings, and tells what is in force", async () => {
  await fleet.startWorkers(1);
  const before = fleet.queue.add();
  await running(1);
  const patch = { maxFps: 24, minSeconds: 5 };
  expect(await fleet.actions.run("agent.configure", { agent: testAgent, patch })).toMatchObject({ settings: patch });
  await until("the settings in force", async () => (await report())?.settings["maxFps"] === 24);
  expect(fleet.stage.running.get(before)).toEqual({});
  fleet.stage.finish(before);
  const after = fleet.queue.add();
  await until("the next task", () => fleet.stage.running.has(after));
  expect(fleet.stage.running.get(after)).toEqual(patch);
  await fleet.actions.run("agent.configure", { agent: testAgent, patch: { minSeconds: null } });
  await until("the setting gone", async () => (await report())?.settings["minSeconds"] === 1);
  const config = await fleet.api(agentOperations.config);
  expect(config.data.find(({ agent }) => agent === testAgent)).toMatchObject({
    settings: { maxFps: 24 },
    in_force: { maxFps: 24, minSeconds: 1, maxSeconds: 100 },
    schema: { properties: { maxFps: { maximum: 240 } } },
  });
});

it("refuses settings that the agent does not have, or that are out of its bounds", async () => {
  const send = (patch: Record<string, number>) => fleet.actions.send("agent.configure", { agent: testAgent, patch });
  await expect(send({ crf: 20 })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  await expect(send({ maxFps: 1 })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
});

it("checks the health of each worker by a self-test of its own, and has the unfit take no work", async () => {
  const workers = await fleet.startWorkers(2);
  const healthy = await fleet.actions.run("agent.health_check", { agent: testAgent });
  expect(healthy).toMatchObject({ succeeded: 2, failed: 0, items: workers.map((id) => ({ id, outcome: "done" })) });
  fleet.stage.selfTest = new AppError("ENGINE_MISSING", "ffmpeg is not there.");
  const ill = await fleet.actions.run("agent.health_check", {});
  expect(ill.items).toEqual(workers.map((id) => ({ id, outcome: "failed", error_code: "ENGINE_MISSING" })));
  const health = await fleet.api(agentOperations.health);
  expect(health.data.tiers).toMatchObject({ degraded: 2, healthy: 0 });
  expect(health.data.workers[0]).toMatchObject({ self_test: { ok: false, message: "ffmpeg is not there." } });
  fleet.queue.add();
  fleet.stage.selfTest = null;
  await fleet.actions.run("agent.health_check", { agent: testAgent });
  await running(1);
});
