import { ActionService, type ActionServiceOptions } from "@agentos/client/actions/action-service";
import { createApiClient } from "@agentos/client/api-client";
import { createMemoryStore } from "@agentos/client/key-value";
import { SessionTokens } from "@agentos/client/session-tokens";
import { afterEach, describe, expect, it, vi } from "vitest";
import { serveActions, type ActionServer, type Fate } from "./action-server.ts";
import { refuse } from "./http-server.ts";
import { aSession } from "./session.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function serve(fate?: Fate, long?: readonly string[]): Promise<ActionServer> {
  const server = await serveActions(fate, long);
  closing.push(() => server[Symbol.asyncDispose]());
  return server;
}

function serviceOf({ url }: Pick<ActionServer, "url">, options: Partial<ActionServiceOptions> = {}): ActionService {
  const tokens = new SessionTokens({ store: createMemoryStore() });
  tokens.begin(aSession());
  const client = createApiClient({ baseUrl: url, tokens });
  const service = new ActionService({ client, store: createMemoryStore(), owner: "ada", ...options });
  closing.push(() => service.close());
  return service;
}

const pause = { queue: "video_cutter" } as const;
const scale = { agent: "video_cutter", replicas: 2 } as const;

describe("an action", () => {
  it("is sent under a key of its own, and gives its result", async () => {
    const server = await serve();
    const service = serviceOf(server);
    const run = service.run("queue.pause", pause, { reason: "The disk is full" });
    expect(run.getSnapshot()).toEqual({ phase: "sending", again: undefined });
    await expect(run.result()).resolves.toEqual({ queues: ["video_cutter"], paused_until: null });
    expect(run.getSnapshot()).toMatchObject({ phase: "done", result: { queues: ["video_cutter"] } });
    await service.run("queue.pause", pause).result();
    expect(server.sent[0]).toMatchObject({ action: "queue.pause", payload: pause, reason: "The disk is full" });
    expect(new Set(server.sent.map(({ key }) => key)).size).toBe(2);
  });

  it("has its effect once, whatever is lost on the way: the key is kept", async () => {
    const server = await serve((_sent, response, tries) => {
      if (tries === 1) return "lose the answer";
      if (tries === 2) return (refuse(response, "ACTION_IN_PROGRESS", { "Retry-After": "0" }), "answered");
      if (tries === 3) return (refuse(response, "SERVICE_UNAVAILABLE", { "Retry-After": "0" }), "answered");
      return "carry out";
    });
    const run = serviceOf(server).run("queue.pause", pause);
    const seen: unknown[] = [];
    run.subscribe(() => {
      const state = run.getSnapshot();
      if (state.phase === "sending" && state.again) seen.push(state.again.why.code);
    });
    await expect(run.result()).resolves.toMatchObject({ queues: ["video_cutter"] });
    expect(server.sent).toHaveLength(4);
    expect(new Set(server.sent.map(({ key }) => key)).size).toBe(1);
    expect(server.effects).toHaveLength(1);
    expect(seen).toEqual(["NETWORK_ERROR", "ACTION_IN_PROGRESS", "SERVICE_UNAVAILABLE"]);
  });

  it("that is refused fails with the API's words, and nothing has happened", async () => {
    const server = await serve((_sent, response) => (refuse(response, "FORBIDDEN"), "answered"));
    const run = serviceOf(server).run("queue.pause", pause);
    await expect(run.result()).rejects.toMatchObject({ code: "FORBIDDEN", message: "Your role does not allow this." });
    expect(await run.ended()).toMatchObject({ phase: "failed", outcome: "none", error: { code: "FORBIDDEN" } });
    expect(server.sent).toHaveLength(1);
  });

  it("of a wrong form is refused before it is sent", async () => {
    const server = await serve();
    // @ts-expect-error A queue that there is not.
    const run = serviceOf(server).run("queue.pause", { queue: "nowhere" });
    expect(await run.ended()).toMatchObject({
      error: { code: "VALIDATION_ERROR", details: [{ path: "payload.queue" }] },
    });
    // @ts-expect-error An action that there is not.
    const unknown = serviceOf(server).run("queue.dance", {});
    expect(await unknown.ended()).toMatchObject({ error: { code: "UNKNOWN_ACTION" } });
    const service = serviceOf(server);
    // @ts-expect-error An action that cannot say beforehand what it would change.
    const told = service.dryRun("queue.pause", pause);
    await expect(told).rejects.toMatchObject({ code: "UNEXPECTED_REPLY" });
    const needsReason = service.run("queue.clear", pause);
    expect(await needsReason.ended()).toMatchObject({ error: { details: [{ path: "reason" }] } });
    expect(server.effects).toEqual([]);
  });

  it("asked for twice under one key is one run", async () => {
    const server = await serve();
    const service = serviceOf(server);
    const [one, two] = [0, 1].map(() => service.run("queue.pause", pause, { idempotencyKey: "the dialogue" }));
    expect(two).toBe(one);
    expect(service.open.getSnapshot()).toEqual([one]);
    await one?.result();
    expect(server.sent).toHaveLength(1);
    await vi.waitFor(() => expect(service.open.getSnapshot()).toEqual([]));
  });

  it("tells beforehand what it would change, without a key", async () => {
    const server = await serve();
    const told = await serviceOf(server).dryRun("queue.redrive", { queue: "default" });
    expect(told).toEqual({ count: 2, first: ["a", "b"] });
    expect(server.sent).toMatchObject([{ key: "undefined", dry_run: true }]);
  });
});

/** Waits until the one action that goes on is being followed. */
async function underWay(server: ActionServer, run: { getSnapshot(): { phase: string } }) {
  await vi.waitFor(() => expect(run.getSnapshot().phase).toBe("running"), { timeout: 10_000 });
  const [id, view] = [...server.views].find(([, { state }]) => state === "held") ?? [];
  if (!id || !view) throw new Error("Nothing goes on.");
  return { id, change: (next: Partial<typeof view>) => void server.views.set(id, { ...view, ...next }) };
}

const scaled = { agent: "video_cutter", replicas: 2, workers: [] };

describe("an action that takes longer", () => {
  it("is followed, with its progress, to its end", async () => {
    const server = await serve(undefined, ["worker.scale"]);
    const run = serviceOf(server).run("worker.scale", scale);
    const { id, change } = await underWay(server, run);
    change({ progress: { done: 1, total: 2 } });
    await vi.waitFor(() => expect(run.getSnapshot()).toMatchObject({ progress: { done: 1, total: 2 } }), {
      timeout: 10_000,
    });
    change({ state: "done", result: scaled });
    await expect(run.result()).resolves.toMatchObject({ replicas: 2 });
    expect(run.getSnapshot()).toMatchObject({ phase: "done", actionId: id });
  });

  it("is told at once when it has ended, where there is a socket", async () => {
    const server = await serve(undefined, ["worker.scale"]);
    let tell: (data: Record<string, unknown>) => void = () => undefined;
    const connection: NonNullable<ActionServiceOptions["connection"]> = {
      follow({ channels, onEvent }) {
        expect(channels).toEqual(["action_results"]);
        tell = (data) =>
          onEvent?.({
            op: "event",
            channel: "action_results",
            type: "action:executed",
            id: null,
            entity_id: null,
            version: null,
            at: new Date().toISOString(),
            data,
          });
        return () => (tell = () => undefined);
      },
    };
    const run = serviceOf(server, { connection }).run("worker.scale", scale);
    const { id, change } = await underWay(server, run);
    change({ state: "done", result: scaled });
    tell({ action_id: id });
    await expect(run.result()).resolves.toMatchObject({ agent: "video_cutter" });
  });

  it("fails in the words of its error", async () => {
    const server = await serve(undefined, ["worker.scale"]);
    const run = serviceOf(server).run("worker.scale", scale);
    const { change } = await underWay(server, run);
    const error = { code: "NOT_CONVERGED" as const, message: "Two workers did not start." };
    change({ state: "failed", error });
    expect(await run.ended()).toMatchObject({ phase: "failed", outcome: "none", error });
  });

  it("is asked to stop by another action", async () => {
    const server = await serve(undefined, ["worker.scale"]);
    const run = serviceOf(server).run("worker.scale", scale);
    const { id, change } = await underWay(server, run);
    await run.abort();
    expect(server.effects.at(-1)).toMatchObject({ action: "action.abort", payload: { action_id: id } });
    change({ abort_requested: true });
    await vi.waitFor(() => expect(run.getSnapshot()).toMatchObject({ aborting: true }), { timeout: 10_000 });
  });

  it("is followed again after a reload", async () => {
    const server = await serve(undefined, ["worker.scale"]);
    const store = createMemoryStore();
    const before = serviceOf(server, { store });
    const { change } = await underWay(server, before.run("worker.scale", scale));
    before.close();
    const after = serviceOf(server, { store });
    const [run] = after.resume();
    change({ state: "done", result: scaled });
    await expect(run?.result()).resolves.toMatchObject({ replicas: 2 });
    expect(server.sent).toHaveLength(1);
    expect(after.resume()).toEqual([]);
    expect(serviceOf(server, { store }).resume()).toEqual([]);
  });
});

describe("an intent that was never answered", () => {
  it("is sent again after a reload, under its key", async () => {
    const server = await serve((_sent, _response, tries) => (tries === 1 ? "lose the answer" : "carry out"));
    const store = createMemoryStore();
    const before = serviceOf(server, { store });
    const run = before.run("queue.pause", pause);
    await vi.waitFor(() => expect(run.getSnapshot()).toMatchObject({ again: { why: { code: "NETWORK_ERROR" } } }));
    before.close();
    const [again] = serviceOf(server, { store }).resume();
    await expect(again?.result()).resolves.toMatchObject({ queues: ["video_cutter"] });
    expect(new Set(server.sent.map(({ key }) => key)).size).toBe(1);
    expect(server.effects).toHaveLength(1);
  });

  it("does not happen by itself when nobody expects it any more: the person decides", async () => {
    const server = await serve();
    const store = createMemoryStore();
    const intent = { key: "a key", action: "queue.pause", payload: pause, begunAt: Date.now() - 600_000 };
    store.setItem("agentos.intents.ada", JSON.stringify([intent]));
    const service = serviceOf(server, { store });
    const [run] = service.resume();
    expect(await run?.ended()).toMatchObject({ phase: "failed", outcome: "unknown" });
    expect(server.sent).toEqual([]);
    if (run) await service.sendAgain(run).result();
    expect(server.sent).toMatchObject([{ key: "a key" }]);
    expect(store.getItem("agentos.intents.ada")).toBeNull();
  });
});

describe("what is shown beforehand", () => {
  const notice = () => {
    const told: string[] = [];
    const data: NonNullable<ActionServiceOptions["data"]> = {
      assume: () => ({ takeBack: () => void told.push("taken back"), settle: () => void told.push("settled") }),
      hurry: () => () => void told.push("over"),
    };
    return { told, data };
  };

  it("is settled by a success and taken back by a refusal", async () => {
    const [good, bad] = [notice(), notice()];
    await serviceOf(await serve(), good)
      .run("queue.pause", pause)
      .ended();
    const refusing = await serve((_sent, response) => (refuse(response, "CONFLICT"), "answered"));
    await serviceOf(refusing, bad).run("queue.pause", pause).ended();
    expect([good.told, bad.told]).toEqual([
      ["settled", "over"],
      ["taken back", "over"],
    ]);
  });

  it("is nothing where the effect is not certain", async () => {
    const { told, data } = notice();
    await serviceOf(await serve(undefined), { data })
      .run("action.abort", { action_id: crypto.randomUUID() })
      .ended();
    expect(told).toEqual(["over"]);
  });
});
