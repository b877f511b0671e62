import { randomUUID } from "node:crypto";
import { writeOutcome } from "@agentos/action-kit/completion";
import { act } from "@agentos/contracts/messages/actions";
import { subjectOf } from "@agentos/contracts/messages/message-contract";
import { connectNats } from "@agentos/messaging/connect";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { createContext, type Context } from "../src/context.ts";
import { begin } from "../src/pipeline/begin.ts";
import { authorise } from "../src/pipeline/authorise.ts";
import { validate } from "../src/pipeline/validate.ts";
import { completePause, haveEffect, pausedBy, prepareEffects, startOwner, type Owner } from "./support/owner.ts";
import { pause, type Account, type Send } from "./support/sender.ts";
import { quietLog, startStack, type Dispatcher, type Stack } from "./support/stack.ts";
import { until } from "./support/until.ts";

let stack: Stack;
let dispatcher: Dispatcher;
let owner: Owner;
let account: Account;
let send: Send;

/** Waits as in earnest, and leases that are soon over. */
const variables = { ACTION_WAIT_SCALE: "1", ACTION_LEASE_SECONDS: "2" };

beforeAll(async () => {
  stack = await startStack();
  await prepareEffects(stack);
  owner = await startOwner(stack);
  dispatcher = await stack.startDispatcher(variables);
});
afterAll(async () => {
  await owner.close();
  await stack.close();
});
beforeEach(async () => {
  owner.behave("queue.pause", completePause);
  account = await stack.account("operator");
  send = stack.senderOf(account, dispatcher);
});

type End = { id: string; state: string; error_code: string | null };

async function endOf(actionId: string): Promise<End> {
  return until("the end of the action", async () => {
    const text = "select id, state, error_code from action_dispatcher.actions where id = $1";
    const { rows } = await stack.admin.query<End>(text, [actionId]);
    return rows[0] && ["done", "failed"].includes(rows[0].state) && rows[0];
  });
}

/** What the audit trail has of an action. */
async function told(actionId: string): Promise<unknown[]> {
  const entries = await stack.auditOf(account);
  return entries
    .filter(({ action_id, kind }) => action_id === actionId && kind !== "replayed")
    .map(({ kind, error_code }) => [kind, error_code]);
}

const effectsOf = async (actionId: string): Promise<number> => (await owner.effects()).get(actionId) ?? 0;

describe("a dispatcher that is killed", () => {
  it("between the intent and the dispatch leaves an action that is settled as lost, once", async () => {
    const context = await killedContext();
    const asked = validate({
      caller: account,
      door: "admin",
      address: "127.0.0.1",
      userAgent: "test",
      body: pause(),
      key: undefined,
      setHeader: () => undefined,
    });
    const actor = await authorise(context, asked);
    const actionId = uuidv7();
    expect(await begin(context, { ...asked, actor, actionId })).toBe(true);
    await context.close();
    expect(await endOf(actionId)).toMatchObject({ state: "failed", error_code: "ACTION_LOST" });
    expect(await told(actionId)).toEqual([
      ["intent", null],
      ["outcome", "ACTION_LOST"],
    ]);
    expect(await effectsOf(actionId)).toBe(0);
  });
});

/** What a dispatcher holds, of which nothing but the pipeline's first steps is used. */
async function killedContext(): Promise<Context> {
  const { url, user, password } = stack.nats.credentials("action-dispatcher");
  const config = readConfig({
    DATABASE_URL: stack.database.urlFor("action-dispatcher"),
    NATS_URL: url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    REDIS_URL: stack.redis.urlFor("action-dispatcher"),
    CALLER_PUBLIC_KEY: "{}",
    AUDIT_MASTER_KEY: stack.auditMasterKey,
    ACTION_ALLOWLIST: "127.0.0.1",
    ...variables,
  });
  return createContext(config, { log: quietLog() });
}

describe("an owner", () => {
  it("that gets a request and is never heard of again has done nothing", async () => {
    await owner.close();
    const silent = await connectNats({ ...stack.nats.credentials("jobs"), service: "jobs", log: quietLog() });
    silent.subscribe(subjectOf(act.jobs), { queue: "jobs" });
    await silent.flush();
    const key = randomUUID();
    const answer = await send(pause(), { key });
    expect(answer).toMatchObject({ status: 202, data: { status: "accepted" } });
    expect(await send(pause(), { key })).toMatchObject({ status: 409, error_code: "ACTION_IN_PROGRESS" });
    expect(await endOf(answer.data.action_id)).toMatchObject({ error_code: "ACTION_LOST" });
    const again = await send(pause(), { key });
    expect(again).toMatchObject({ status: 503, error_code: "ACTION_LOST" });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    await silent.close();
    owner = await startOwner(stack);
  });

  it("whose connection is killed in mid-transaction has failed, with nothing changed", async () => {
    owner.behave("queue.pause", (call, db) =>
      db.transaction().execute(async (tx) => {
        await haveEffect(tx, call.actionId);
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
        await stack.admin.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
        return call.complete(tx, pausedBy(call));
      }),
    );
    const key = randomUUID();
    const answer = await send(pause(), { key });
    const { rows } = await stack.admin.query<End>(
      "select id, state, error_code from action_dispatcher.actions where user_id = $1",
      [account.userId],
    );
    const row = rows[0] as End;
    const end = await endOf(row.id);
    expect(end.state).toBe("failed");
    expect(await told(row.id)).toEqual([
      ["intent", null],
      ["outcome", end.error_code],
    ]);
    expect(await effectsOf(row.id)).toBe(0);
    // The reply is either that failure, or that it was taken on.
    expect([end.error_code, undefined]).toContain(answer.error_code);
    expect(await send(pause(), { key })).toMatchObject({ error_code: end.error_code });
  });

  it("that dies after the commit, before its reply, has done it", async () => {
    owner.behave("queue.pause", async (call, db) => {
      await completePause(call, db);
      return new Promise(() => undefined);
    });
    const key = randomUUID();
    const answer = await send(pause(), { key });
    expect(answer).toMatchObject({ status: 202, data: { status: "accepted" } });
    const { action_id } = answer.data;
    expect(await endOf(action_id)).toMatchObject({ state: "done" });
    expect(await send(pause(), { key })).toMatchObject({ status: 200, data: { action_id, status: "succeeded" } });
    expect(await effectsOf(action_id)).toBe(1);
    expect(await told(action_id)).toEqual([
      ["intent", null],
      ["outcome", null],
    ]);
  });

  it("that fails after its commit has done it, and the reply says so", async () => {
    const patient = await stack.startDispatcher();
    owner.behave("queue.pause", async (call, db) => {
      await completePause(call, db);
      throw new Error("too late to matter");
    });
    const answer = await stack.senderOf(account, patient)(pause());
    expect(answer).toMatchObject({ status: 200, data: { status: "succeeded" } });
    expect(await told(answer.data.action_id)).toEqual([
      ["intent", null],
      ["outcome", null],
    ]);
    await patient.stop();
  });

  it("that comes back after its action was settled is refused, and what it did is rolled back", async () => {
    const late = Promise.withResolvers<unknown>();
    owner.behave("queue.pause", async (call, db) => {
      await endOf(call.actionId);
      try {
        return await completePause(call, db);
      } catch (error) {
        late.resolve(error);
        throw error;
      }
    });
    const { data } = await send(pause());
    expect(await late.promise).toMatchObject({ code: "AO001" });
    expect(await endOf(data.action_id)).toMatchObject({ state: "failed", error_code: "ACTION_LOST" });
    expect(await effectsOf(data.action_id)).toBe(0);
    expect(await told(data.action_id)).toEqual([
      ["intent", null],
      ["outcome", "ACTION_LOST"],
    ]);
  });

  it("that is committing when the lease ends is left to it", async () => {
    owner.behave("queue.pause", (call, db) =>
      db.transaction().execute(async (tx) => {
        await haveEffect(tx, call.actionId);
        const ended = await call.complete(tx, pausedBy(call));
        await until("the lease to be over", async () => {
          const { rows } = await stack.admin.query<{ over: boolean }>(
            "select lease_expires_at < now() - interval '3 s' as over from action_dispatcher.actions where id = $1",
            [call.actionId],
          );
          return rows[0]?.over;
        });
        return ended;
      }),
    );
    const { data } = await send(pause());
    expect(await endOf(data.action_id)).toMatchObject({ state: "done" });
    expect(await effectsOf(data.action_id)).toBe(1);
    expect(await told(data.action_id)).toEqual([
      ["intent", null],
      ["outcome", null],
    ]);
  });

  it("that holds an action is waited for, whatever the lease", async () => {
    owner.behave("queue.pause", (call, db) => db.transaction().execute((tx) => call.hold(tx)));
    const { status, data } = await send(pause());
    expect(status).toBe(202);
    await until("the settler to have come by", async () => {
      const { rows } = await stack.admin.query(
        "select from action_dispatcher.actions where id = $1 and created_at < now() - interval '5 s'",
        [data.action_id],
      );
      return rows.length > 0;
    });
    const text = "select state from action_dispatcher.actions where id = $1";
    expect((await stack.admin.query(text, [data.action_id])).rows).toEqual([{ state: "held" }]);
    owner.behave("queue.pause", async (call, db) => {
      await writeOutcome(db, data.action_id, { result: pausedBy(call), audited: null });
      return completePause(call, db);
    });
    await send(pause());
    expect(await endOf(data.action_id)).toMatchObject({ state: "done" });
  });

  it("that nobody runs leaves the key free", async () => {
    await owner.close();
    const key = randomUUID();
    expect(await send(pause(), { key })).toMatchObject({ status: 503, error_code: "SERVICE_UNAVAILABLE" });
    const entries = await stack.auditOf(account);
    expect(entries.map(({ kind, error_code }) => [kind, error_code])).toEqual([
      ["intent", null],
      ["outcome", "SERVICE_UNAVAILABLE"],
    ]);
    owner = await startOwner(stack);
    const answer = await send(pause(), { key });
    await endOf((await actionIds())[1] ?? "");
    expect([200, 202]).toContain(answer.status);
    expect([...(await owner.effects()).keys()]).toContain((await actionIds())[1]);
  });
});

async function actionIds(): Promise<string[]> {
  const text = "select id from action_dispatcher.actions where user_id = $1 order by created_at";
  return (await stack.admin.query<End>(text, [account.userId])).rows.map(({ id }) => id);
}
