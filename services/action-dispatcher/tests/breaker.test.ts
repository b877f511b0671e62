import { randomUUID } from "node:crypto";
import { AppError } from "@agentos/contracts/errors";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareEffects, startOwner, type Owner } from "./support/owner.ts";
import { pause } from "./support/sender.ts";
import { startStack, type Dispatcher, type Stack } from "./support/stack.ts";
import { until } from "./support/until.ts";

let stack: Stack;
let dispatchers: Dispatcher[];
let owner: Owner;

beforeAll(async () => {
  stack = await startStack();
  await prepareEffects(stack);
  owner = await startOwner(stack);
  const variables = { ACTION_BREAKER_OPEN_SECONDS: "3" };
  dispatchers = [await stack.startDispatcher(variables), await stack.startDispatcher(variables)];
});
afterAll(async () => {
  await owner.close();
  await stack.close();
});

const priority = { action: "job.set_priority", payload: { job_id: randomUUID(), priority: "high" } };
const cancel = { action: "job.cancel", payload: { job_id: randomUUID() } };

describe("the breaker of a business service", () => {
  it("is not opened by the service's own no", async () => {
    owner.behave("job.cancel", () => Promise.reject(new AppError("NOT_FOUND")));
    const send = stack.senderOf(await stack.account("operator"), dispatchers[0] as Dispatcher);
    for (let n = 0; n < 12; n += 1) expect((await send(cancel)).status).toBe(404);
  });

  it("opens after five failures, for all instances and keys, and closes when a call succeeds again", async () => {
    const account = await stack.account("operator");
    const [send, other] = dispatchers.map((dispatcher) => stack.senderOf(account, dispatcher)) as [
      ReturnType<Stack["senderOf"]>,
      ReturnType<Stack["senderOf"]>,
    ];
    owner.behave("job.set_priority", () => Promise.reject(new Error("something is broken")));
    for (let n = 0; n < 5; n += 1) expect(await send(priority)).toMatchObject({ status: 500 });
    const key = randomUUID();
    const refused = await other(priority, { key });
    expect(refused).toMatchObject({ status: 503, error_code: "BREAKER_OPEN" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await send(cancel)).toMatchObject({ status: 503, error_code: "BREAKER_OPEN" });
    const entries = await stack.auditOf(account);
    expect(entries.filter(({ kind }) => kind === "broken").map(({ action }) => action)).toEqual([
      "job.set_priority",
      "job.cancel",
    ]);
    // Of another business service, and never stopped.
    expect((await other(pause())).status).toBe(200);
    const status = await stack.statusOf(account, dispatchers[1] as Dispatcher)();
    expect(status.data.overview?.breakers).toContainEqual(expect.objectContaining({ service: "jobs", state: "open" }));
    owner.behave("job.set_priority", (call, db) =>
      db.transaction().execute((tx) => call.complete(tx, { job_id: call.payload.job_id, priority: "high" })),
    );
    const done = await until("the breaker to let a call try", async () => {
      const answer = await other(priority, { key });
      return answer.status === 503 ? undefined : answer;
    });
    expect(done).toMatchObject({ status: 200, data: { status: "succeeded" } });
    expect((await send(cancel)).status).toBe(404);
  });

  it("lets no critical action of a queue try, only others", async () => {
    const account = await stack.account("admin");
    const [send] = dispatchers.map((dispatcher) => stack.senderOf(account, dispatcher)) as [
      ReturnType<Stack["senderOf"]>,
    ];
    const drain = () => send({ action: "queue.drain", payload: { queue: "default" } }, { key: randomUUID() });
    const resume = { action: "queue.resume", payload: { queue: "default" } };
    owner.behave("queue.drain", () => Promise.reject(new Error("something is broken")));
    for (let n = 0; n < 5; n += 1) expect((await drain()).status).toBe(500);
    owner.behave("queue.drain", (call, db) =>
      db.transaction().execute((tx) => call.complete(tx, { queues: [], remaining: 0 })),
    );
    owner.behave("queue.resume", (call, db) =>
      db.transaction().execute((tx) => call.complete(tx, { queues: [], released: 0 })),
    );
    const state = async () => {
      const { data } = await stack.statusOf(account, dispatchers[0] as Dispatcher)();
      return data.overview?.breakers.find(({ service }) => service === "queue");
    };
    await until("the time of the breaker to be over", async () => (await state())?.retry_after === 0);
    expect(await drain()).toMatchObject({ status: 503, error_code: "BREAKER_OPEN" });
    expect((await send(resume)).status).toBe(200);
    expect((await drain()).status).toBe(200);
  });
});
