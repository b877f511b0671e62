import { randomUUID } from "node:crypto";
import { tellProgress, writeOutcome, type AnyDb } from "@agentos/action-kit/completion";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareEffects, startOwner, type Owner } from "./support/owner.ts";
import { pause } from "./support/sender.ts";
import { startStack, type Dispatcher, type Stack } from "./support/stack.ts";

let stack: Stack;
let dispatcher: Dispatcher;
let impatient: Dispatcher;
let jobs: Owner;
let fleet: Owner;
let fleetDb: AnyDb | undefined;

beforeAll(async () => {
  stack = await startStack();
  await prepareEffects(stack);
  [jobs, fleet] = [await startOwner(stack), await startOwner(stack, "fleet")];
  dispatcher = await stack.startDispatcher({ ACTION_LIMITS_SCALE: "1" });
  impatient = await stack.startDispatcher({ ACTION_WAIT_SCALE: "0.05" });
  fleet.behave("worker.scale", (call, db) => {
    fleetDb = db;
    return db.transaction().execute((tx) => call.hold(tx));
  });
});
afterAll(async () => {
  await Promise.all([jobs.close(), fleet.close()]);
  await stack.close();
});

const scale = { action: "worker.scale", payload: { agent: "video_cutter", replicas: 3 } };

describe("an action that takes long", () => {
  it("is accepted, tells its progress, can be stopped by who began it and by an admin, and tells its end", async () => {
    const account = await stack.account("operator");
    const send = stack.senderOf(account, dispatcher);
    const status = stack.statusOf(account, dispatcher);
    const { status: code, data } = await stack.senderOf(account, impatient)(scale, { key: randomUUID() });
    expect([code, data.status]).toEqual([202, "accepted"]);
    const { action_id } = data;
    const abort = { action: "action.abort", payload: { action_id } };
    const db = fleetDb as AnyDb;
    expect(await tellProgress(db, action_id, 1, 3)).toBe(false);
    expect((await status(`?action_id=${action_id}`)).data).toMatchObject({
      actions: [{ state: "held", progress: { done: 1, total: 3 }, abort_requested: false }],
      overview: null,
    });
    expect((await status(`?action_id=${randomUUID()}`)).status).toBe(404);
    const stranger = stack.senderOf(await stack.account("operator"), dispatcher);
    expect(await stranger(abort)).toMatchObject({ status: 404 });
    const reader = stack.senderOf(await stack.account("readonly"), dispatcher);
    expect(await reader(abort)).toMatchObject({ status: 403 });
    expect(await send(abort)).toMatchObject({ status: 200, data: { result: { action: "worker.scale" } } });
    const admin = stack.senderOf(await stack.account("admin"), dispatcher);
    expect((await admin(abort)).status).toBe(200);
    expect(await tellProgress(db, action_id, 2, 3)).toBe(true);
    await writeOutcome(db, action_id, { code: "CONFLICT", message: "It was stopped after two of three." });
    expect((await status(`?action_id=${action_id}`)).data.actions).toMatchObject([
      { state: "failed", abort_requested: true, error: { code: "CONFLICT" } },
    ]);
    expect(await send(abort)).toMatchObject({ status: 409 });
  });

  it("ends in the reply when it ends in time", async () => {
    fleet.behave("worker.scale", async (call, db) => {
      const held = await db.transaction().execute((tx) => call.hold(tx));
      const result = { agent: "video_cutter", replicas: 3, workers: [] };
      setTimeout(() => void writeOutcome(db, call.actionId, { result, audited: result }), 200);
      return held;
    });
    const answer = await stack.senderOf(await stack.account("operator"), dispatcher)(scale, { key: randomUUID() });
    expect(answer).toMatchObject({ status: 200, data: { status: "succeeded", result: { replicas: 3 } } });
  });

  it("cannot be stopped when it is a short one", async () => {
    const send = stack.senderOf(await stack.account("operator"), dispatcher);
    const { data } = await send(pause());
    const abort = { action: "action.abort", payload: { action_id: data.action_id } };
    expect(await send(abort)).toMatchObject({ status: 409, error_code: "CONFLICT" });
  });
});

describe("the overview", () => {
  it("counts what became of actions, and what the caller may still do", async () => {
    const account = await stack.account("operator");
    await stack.senderOf(account, dispatcher)(pause());
    const { data, status } = await stack.statusOf(account, dispatcher)();
    expect(status).toBe(200);
    expect(data.overview?.statistics.find(({ action }) => action === "queue.pause")).toMatchObject({
      failed: 0,
      p95_ms: expect.any(Number),
    });
    expect(data.overview?.limits).toContainEqual(
      expect.objectContaining({ name: "queue.pause", limit: 30, remaining: 9 }),
    );
    expect(data.actions.length).toBeGreaterThan(0);
    expect((await stack.statusOf(await stack.account("user"), dispatcher)()).status).toBe(403);
  });

  it("is told by metrics too", async () => {
    const text = await (await fetch(`http://127.0.0.1:${dispatcher.address().opsPort}/metrics`)).text();
    expect(text).toMatch(/action_total\{[^}]*action="queue.pause"[^}]*outcome="(succeeded|accepted)"[^}]*\} \d/);
    for (const step of ["address", "validate", "authorise", "limit", "replay", "breaker", "intent", "dispatch"]) {
      expect(text).toMatch(new RegExp(`pipeline_step_seconds_count\\{[^}]*step="${step}"`));
    }
  });
});

describe("critical actions", () => {
  it("are told of at once", async () => {
    const account = await stack.account("admin");
    jobs.behave("queue.drain", (call, db) =>
      db.transaction().execute((tx) => call.complete(tx, { queues: ["video_cutter"], remaining: 0 })),
    );
    const drain = { action: "queue.drain", payload: { queue: "video_cutter" } };
    const { data } = await stack.senderOf(account, dispatcher)(drain, { key: randomUUID() });
    const { rows } = await stack.admin.query<{ name: string; version: number; payload: object }>(
      "select name, payload from action_dispatcher.events where entity_id = $1 order by seq",
      [data.action_id],
    );
    expect(rows[0]).toEqual({
      name: "action:critical",
      payload: { action_id: data.action_id, action: "queue.drain", user_id: account.userId, role: "admin" },
    });
  });
});
