import { randomUUID } from "node:crypto";
import type { Role } from "@agentos/contracts/roles";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareEffects, startOwner, type Owner } from "./support/owner.ts";
import { pause, type Sent } from "./support/sender.ts";
import { startStack, type Dispatcher, type Stack } from "./support/stack.ts";
import { until } from "./support/until.ts";

let stack: Stack;
let dispatcher: Dispatcher;
let owner: Owner;

beforeAll(async () => {
  stack = await startStack();
  await prepareEffects(stack);
  owner = await startOwner(stack);
  owner.wouldChange("queue.clear", { count: 2, first: ["a", "b"] });
  dispatcher = await stack.startDispatcher({
    ACTION_ALLOWLISTS: JSON.stringify({ "queue.resume": ["127.0.0.7"] }),
  });
});
afterAll(async () => {
  await owner.close();
  await stack.close();
});

const clear = { action: "queue.clear", payload: { queue: "default" }, reason: "The canary of the reason" };
const resume = { action: "queue.resume", payload: { queue: "default" } };
const key = "a key";

type Case = [what: string, role: Role, body: unknown, how: Sent, status: number, code: string, kind: string];
const cases: Case[] = [
  ["who is no staff", "user", pause(), {}, 403, "FORBIDDEN", "denied"],
  ["who may only read", "readonly", pause(), {}, 403, "FORBIDDEN", "denied"],
  ["who has not this permission", "operator", clear, { key }, 403, "FORBIDDEN", "denied"],
  ["another address", "admin", pause(), { from: "203.0.113.9" }, 403, "ADDRESS_NOT_ALLOWED", "denied"],
  ["no address at all", "admin", pause(), { from: "" }, 403, "ADDRESS_NOT_ALLOWED", "denied"],
  ["an address that this action is not for", "admin", resume, {}, 403, "ADDRESS_NOT_ALLOWED", "denied"],
  ["an unknown action", "admin", { action: "queue.burn", payload: {} }, {}, 400, "UNKNOWN_ACTION", "invalid"],
  ["no action", "admin", [], {}, 400, "UNKNOWN_ACTION", "invalid"],
  ["a payload of another form", "admin", pause(0), {}, 400, "VALIDATION_ERROR", "invalid"],
  ["a field that nobody knows", "admin", { ...pause(), force: true }, {}, 400, "VALIDATION_ERROR", "invalid"],
  ["a dry run where there is none", "admin", { ...pause(), dry_run: true }, {}, 400, "VALIDATION_ERROR", "invalid"],
  ["no reason", "admin", { ...clear, reason: undefined }, { key }, 400, "VALIDATION_ERROR", "invalid"],
  ["half a character", "admin", { ...clear, reason: "\ud800 \ud800" }, { key }, 400, "VALIDATION_ERROR", "invalid"],
  ["a NUL", "admin", { ...clear, reason: "nul \u0000" }, { key }, 400, "VALIDATION_ERROR", "invalid"],
  ["no key", "admin", clear, {}, 400, "IDEMPOTENCY_KEY_REQUIRED", "invalid"],
  ["a key without end", "admin", pause(), { key: "k".repeat(256) }, 400, "VALIDATION_ERROR", "invalid"],
  ["two keys, as HTTP joins them", "admin", pause(), { key: "one, two" }, 400, "VALIDATION_ERROR", "invalid"],
  ["a key that is no ASCII", "admin", pause(), { key: "k\u00e9" }, 400, "VALIDATION_ERROR", "invalid"],
  ["no JSON", "admin", undefined, { raw: "{" }, 400, "MALFORMED_JSON", "invalid"],
  ["a path of another form", "admin", {}, { path: "/api/jobs/1/cancel" }, 400, "VALIDATION_ERROR", "invalid"],
];

describe("a refusal", () => {
  it.each(cases)("of %s (%s) is taken down", async (_what, role, body, how, status, code, kind) => {
    const account = await stack.account(role);
    const answer = await stack.senderOf(account, dispatcher)(body, how);
    expect(answer).toMatchObject({ status, error_code: code });
    const entries = await stack.auditOf(account);
    expect(entries).toMatchObject([{ kind, error_code: code, count: 1, user_id: account.userId, action_id: null }]);
    expect(entries[0]?.security_context).toMatchObject({ session_id: account.sessionId });
    const { rows } = await stack.admin.query("select from action_dispatcher.actions where user_id = $1", [
      account.userId,
    ]);
    expect(rows).toEqual([]);
  });

  it("for want of a permission says which one", async () => {
    const send = stack.senderOf(await stack.account("operator"), dispatcher);
    expect((await send(clear, { key })).error).toMatch(/^queue\.clear needs the permission QUEUE_CLEAR/);
  });

  it("binds for who was demoted, disabled or signed out a moment ago", async () => {
    const account = await stack.account("operator");
    const send = stack.senderOf(account, dispatcher);
    expect((await send(pause())).status).toBe(200);
    await stack.admin.query("update identity.users set role = 'readonly' where id = $1", [account.userId]);
    expect(await send(pause())).toMatchObject({ status: 403, error_code: "FORBIDDEN" });
    await stack.admin.query("update identity.users set role = 'admin' where id = $1", [account.userId]);
    await stack.admin.query("update identity.sessions set ended_at = now(), end_reason = 'logout' where id = $1", [
      account.sessionId,
    ]);
    expect(await send(pause())).toMatchObject({ status: 401, error_code: "UNAUTHENTICATED" });
  });

  it("does not hold for an allowed address that is written as IPv6, nor for the action's own network", async () => {
    owner.behave("queue.resume", (call, db) =>
      db.transaction().execute((tx) => call.complete(tx, { queues: ["video_cutter"], released: 0 })),
    );
    const send = stack.senderOf(await stack.account("admin"), dispatcher);
    expect((await send(pause(), { from: "::ffff:127.0.0.1" })).status).toBe(200);
    expect((await send(resume, { from: "127.0.0.7" })).status).toBe(200);
  });

  it("is one entry with a count from the eleventh of a minute on, over all instances", async () => {
    const other = await stack.startDispatcher();
    const account = await stack.account("readonly");
    const senders = [stack.senderOf(account, dispatcher), stack.senderOf(account, other)];
    await until("time enough in this minute", async () => new Date().getSeconds() < 45);
    const unknown = { action: "nothing.at_all", payload: {} };
    await Promise.all(Array.from({ length: 25 }, (_, n) => senders[n % 2]?.(unknown)));
    expect((await stack.auditOf(account)).map(({ count }) => count)).toEqual(Array.from({ length: 10 }, () => 1));
    await other.stop();
    const counts = (await stack.auditOf(account)).map(({ count }) => count);
    expect(counts).toEqual([...Array.from({ length: 10 }, () => 1), 15]);
  });

  it("tells nothing of a person in clear, wherever it is kept", async () => {
    const account = await stack.account("admin");
    const send = stack.senderOf(account, dispatcher);
    const userAgent = "the canary of the agent";
    expect((await send({ ...clear, dry_run: true }, { from: "127.9.8.7", userAgent })).data).toMatchObject({
      status: "dry_run",
      result: { count: 2, first: ["a", "b"] },
    });
    await send({ ...pause(), reason: clear.reason }, { key: randomUUID(), from: "127.9.8.7", userAgent });
    await send({ ...pause(), reason: "a" }, { from: "127.9.8.7", userAgent });
    const entries = await stack.auditOf(account);
    expect(entries.map(({ kind }) => kind)).toEqual(["dry_run", "intent", "outcome", "invalid"]);
    for (const { ip_address, user_agent } of [entries[0], entries[1], entries[3]].flatMap((entry) => entry ?? [])) {
      expect([ip_address, user_agent]).toEqual([{ sealed: expect.any(String) }, { sealed: expect.any(String) }]);
    }
    const { rows } = await stack.admin.query<{ text: string }>(
      `select string_agg(t::text, ' ') as text from (
         select to_jsonb(i) as t from audit.inbox i union all select to_jsonb(a) from action_dispatcher.actions a
         union all select to_jsonb(e) from action_dispatcher.events e union all select to_jsonb(r) from action_dispatcher.refusals r
       ) everything`,
    );
    for (const canary of ["canary", "127.9.8.7", "203.0.113.9"]) expect(rows[0]?.text).not.toContain(canary);
  });
});

describe("what cannot be taken down", () => {
  it("does not run", async () => {
    const account = await stack.account("operator");
    const send = stack.senderOf(account, dispatcher);
    await stack.admin.query("revoke execute on function audit.record(jsonb) from agentos_owner");
    const before = await owner.effects();
    try {
      expect(await send(pause(), { key })).toMatchObject({ status: 503, error_code: "AUDIT_UNAVAILABLE" });
    } finally {
      await stack.admin.query("grant execute on function audit.record(jsonb) to agentos_owner");
    }
    expect(await owner.effects()).toEqual(before);
    expect((await send(pause(), { key })).status).toBe(200);
  });
});
