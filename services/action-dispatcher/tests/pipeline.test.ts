import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareEffects, startOwner, type Owner } from "./support/owner.ts";
import { pause } from "./support/sender.ts";
import { startStack, type Dispatcher, type Stack } from "./support/stack.ts";

let stack: Stack;
let dispatcher: Dispatcher;
let owner: Owner;

beforeAll(async () => {
  stack = await startStack();
  await prepareEffects(stack);
  owner = await startOwner(stack);
  dispatcher = await stack.startDispatcher();
});
afterAll(async () => {
  await owner.close();
  await stack.close();
});

describe("an action", () => {
  it("has its effect, its intent and its outcome", async () => {
    const account = await stack.account("operator");
    const answer = await stack.senderOf(account, dispatcher)(pause());
    expect(answer).toMatchObject({ status: 200, data: { status: "succeeded", result: { queues: ["video_cutter"] } } });
    expect((await owner.effects()).get(answer.data.action_id)).toBe(1);
    const entries = await stack.auditOf(account);
    expect(entries.map(({ kind }) => kind)).toEqual(["intent", "outcome"]);
    expect(new Set(entries.map(({ action_id }) => action_id))).toEqual(new Set([answer.data.action_id]));
    expect(entries[0]).toMatchObject({
      payload: { queue: "video_cutter", for_seconds: 60 },
      security_context: { role: "operator", permission: "QUEUE_MANAGE", scope: "any", door: "admin" },
    });
  });

  it("is answered again under its key, byte for byte, and has one effect", async () => {
    const account = await stack.account("operator");
    const send = stack.senderOf(account, dispatcher);
    const key = randomUUID();
    const first = await send(pause(), { key });
    const again = await send({ payload: { for_seconds: 60, queue: "video_cutter" }, action: "queue.pause" }, { key });
    const cached = await send(pause(), { key });
    expect([again.text, cached.text]).toEqual([first.text, first.text]);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect([again, cached].map(({ headers }) => headers.get("idempotency-replayed"))).toEqual(["true", "true"]);
    expect((await owner.effects()).get(first.data.action_id)).toBe(1);
    expect(await send(pause(61), { key })).toMatchObject({ status: 422, error_code: "IDEMPOTENCY_KEY_REUSED" });
    const kinds = (await stack.auditOf(account)).map(({ kind, error_code }) => [kind, error_code]);
    expect(kinds).toEqual([
      ["intent", null],
      ["outcome", null],
      ["replayed", null],
      ["replayed", null],
      ["invalid", "IDEMPOTENCY_KEY_REUSED"],
    ]);
  });
});
