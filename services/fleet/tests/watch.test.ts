import { agentUpdated, workerUpdated } from "@agentos/contracts/events/ticks";
import { tickMessage } from "@agentos/contracts/events/told";
import { everythingTold } from "@agentos/contracts/messages/nats-permissions";
import type { z } from "zod";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startFleet, type TestFleet } from "./harness/fleet.ts";
import { testAgent } from "./harness/stage.ts";
import { until } from "./harness/until.ts";

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startFleet();
});
afterAll(() => fleet.close());

type Told = z.output<typeof tickMessage>;

it("tells of a worker and its agent when tasks begin and end, and when silence makes it ill", async () => {
  const [worker = ""] = await fleet.startWorkers(1);
  const nc = await fleet.connectAs("read-model");
  const told: Told[] = [];
  nc.subscribe(everythingTold.ticks, {
    callback: (_error, message) => void told.push(tickMessage.parse(message.json())),
  });
  await nc.flush();
  const workerIs = (expected: object) =>
    until(`the worker is told as ${JSON.stringify(expected)}`, () => says(told, workerUpdated.name, expected));
  const agentIs = (expected: object) =>
    until(`the agent is told as ${JSON.stringify(expected)}`, () => says(told, agentUpdated.name, expected));

  const jobId = fleet.queue.add();
  await workerIs({ worker_id: worker, running_tasks: 1 });
  await agentIs({ agent: testAgent, running_tasks: 1, workers_online: 1, capacity: 1 });
  fleet.stage.finish(jobId);
  await workerIs({ worker_id: worker, running_tasks: 0 });
  await agentIs({ agent: testAgent, running_tasks: 0 });

  await fleet.runtime.stop(`${testAgent}-1`, { force: true });
  await fleet.admin.query("update fleet.workers set last_seen_at = now() - interval '11 seconds'");
  await workerIs({ worker_id: worker, health: "degraded" });
  await agentIs({ agent: testAgent, health: "degraded" });
  expect(
    told.filter(({ name }) => name === workerUpdated.name).every(({ payload }) => payload["worker_id"] === worker),
  ).toBe(true);
});

/** Whether the last tick of that name says so. */
function says(told: Told[], name: string, expected: object): boolean {
  const last = told.findLast((one) => one.name === name)?.payload ?? {};
  return Object.entries(expected).every(([field, value]) => last[field] === value);
}
