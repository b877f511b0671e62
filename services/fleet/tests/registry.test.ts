import { agentOperations } from "@agentos/contracts/api/agents";
import { AppError } from "@agentos/contracts/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createNoRuntime } from "../src/runtime/none.ts";
import { startFleet, type TestFleet } from "./harness/fleet.ts";
import { testAgent } from "./harness/stage.ts";
import { until } from "./harness/until.ts";

let fleet: TestFleet;
let hearing = { seconds: 1000, asked: 0 };

beforeEach(async () => {
  hearing = { seconds: 1000, asked: 0 };
  const secondsHearing = (): number => {
    hearing.asked += 1;
    return hearing.seconds;
  };
  fleet = await startFleet({ hearing: { secondsHearing, deaf: () => undefined, close: () => undefined } });
});
afterEach(() => fleet.close());

const params = { agent_id: testAgent };
const silence = "update fleet.workers set last_seen_at = now() - interval '16 seconds'";

it("finds workers that have fallen silent, and has them back when they report", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  await fleet.runtime.stop(`${testAgent}-1`, { force: true });
  await fleet.admin.query(silence);
  await until("it is offline", async () => (await fleet.workers())[0]?.offline_reason === "silent");
  const health = await fleet.api(agentOperations.health);
  expect(health.data.workers).toMatchObject([{ worker_id: worker, tier: "offline" }]);
  const [next = ""] = await fleet.startWorkers(1);
  expect((await fleet.workers()).map(({ worker_id }) => worker_id)).toEqual([next]);
  const log = await fleet.api(agentOperations.logs, { params });
  const told = log.data.map(({ what, worker_id }) => `${what} ${worker_id}`);
  expect(told).toEqual(
    expect.arrayContaining([`worker:offline ${worker}`, `worker:forgotten ${worker}`, `worker:online ${next}`]),
  );
});

it("judges nobody's silence that it could not have heard", async () => {
  await fleet.startWorkers(1);
  await fleet.runtime.stop(`${testAgent}-1`, { force: true });
  hearing.seconds = 10;
  await fleet.admin.query(silence);
  const before = hearing.asked;
  await until("two rounds of the reaper", () => hearing.asked > before + 2);
  expect((await fleet.workers())[0]?.offline_reason).toBe(null);
  hearing.seconds = 1000;
  await until("it is offline", async () => (await fleet.workers())[0]?.offline_reason === "silent");
});

it("counts what workers do, tells failures without what was said of them, and scores", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  const jobs = { done: fleet.queue.add(), failed: fleet.queue.add(), rejected: fleet.queue.add() };
  fleet.stage.finish(jobs.done);
  fleet.stage.finish(jobs.failed, new AppError("STAGE_FAILED", "secret.mp4 could not be read"));
  fleet.stage.finish(jobs.rejected, new AppError("NOT_A_VIDEO"));
  await until("three ends", () => fleet.queue.ended.size === 3);
  const performance = await until("all counted", async () => {
    const { data } = await fleet.api(agentOperations.performance);
    const found = data.find(({ agent }) => agent === testAgent);
    return found?.done === 1 && found.failed === 1 ? found : undefined;
  });
  // What its input's fault was does not count against the worker.
  expect(performance).toMatchObject({ success: 0.5, workers: [{ worker_id: worker, success: 0.5 }] });
  expect(performance.score).toBeCloseTo(100 * 0.5 * (performance.efficiency ?? 0), 0);
  const failures = await until("both failures", async () => {
    const { data } = await fleet.api(agentOperations.logs, { params });
    const lines = data.filter(({ what }) => what === "attempt:failed");
    return lines.length === 2 && lines;
  });
  expect(failures.map(({ job_id }) => job_id).toSorted()).toEqual([jobs.failed, jobs.rejected].toSorted());
  expect(JSON.stringify(failures)).not.toContain("secret");
});

it("shows an agent's queue with the tasks that its workers run", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  const [first] = [fleet.queue.add(), fleet.queue.add()];
  const queue = await until("a running task", async () => {
    const { data } = await fleet.api(agentOperations.queue, { params });
    return data.tasks.length === 1 && data;
  });
  expect(queue).toMatchObject({ queue: testAgent, waiting: 1, tasks: [{ worker_id: worker, job_id: first }] });
});

it("writes down each minute how the agents are", async () => {
  await fleet.startWorkers(1);
  const points = await until("a report", async () => {
    const { data } = await fleet.api(agentOperations.performance);
    return data.every(({ history }) => history.length > 0) && data;
  });
  expect(points).toHaveLength(6);
});

it("shows itself to staff alone, and knows no other agents", async () => {
  expect(await fleet.api(agentOperations.status, { role: "user" })).toMatchObject({ status: 403 });
  expect(await fleet.api(agentOperations.get, { params: { agent_id: "nobody" } })).toMatchObject({ status: 400 });
});

it("keeps up the number that an agent was scaled to, and leaves agents alone that were not", async () => {
  await fleet.startWorkers(1);
  await fleet.admin.query("update fleet.agents set desired_replicas = 2 where agent = $1", [testAgent]);
  await until("the second worker", async () => (await fleet.workers()).length === 2);
  expect(fleet.runtime.calls).toEqual([`scale ${testAgent} 1`, `scale ${testAgent} 2`]);
});

describe("where nothing starts workers", () => {
  it("refuses what would need it, and says what", async () => {
    const [worker = ""] = await fleet.startWorkers(1);
    Object.assign(fleet.runtime, createNoRuntime());
    const refusals = await Promise.allSettled([
      fleet.actions.send("worker.restart", { worker_id: worker, graceful: true }),
      fleet.actions.send("worker.stop", { worker_id: worker, force: true }),
      fleet.actions.send("worker.drain", { worker_id: worker }),
      fleet.actions.send("worker.scale", { agent: testAgent, replicas: 2 }),
      fleet.actions.send("worker.restart_all", {}),
      fleet.actions.send("agent.restart", { agent: testAgent }),
    ]);
    expect(refusals).toMatchObject(refusals.map(() => ({ reason: { code: "UNSUPPORTED_BY_RUNTIME" } })));
    expect((await fleet.actions.run("worker.pause", { worker_id: worker })).paused).toBe(true);
  });
});
