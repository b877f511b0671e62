import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareEffects, startOwner, type Owner } from "./support/owner.ts";
import { pause, type Account } from "./support/sender.ts";
import { startStack, type Dispatcher, type Stack } from "./support/stack.ts";

let stack: Stack;
let generous: Dispatcher;
let strict: Dispatcher[];
let owner: Owner;

beforeAll(async () => {
  stack = await startStack();
  await prepareEffects(stack);
  owner = await startOwner(stack);
  generous = await stack.startDispatcher();
  const limits = { ACTION_LIMITS_SCALE: "1", ACTION_LIMITS: JSON.stringify({ "queue.pause": 12 }) };
  strict = [await stack.startDispatcher(limits), await stack.startDispatcher(limits)];
});
afterAll(async () => {
  await owner.close();
  await stack.close();
});

describe("limits", () => {
  it("allow a third of a minute's actions in ten seconds, over all instances, and say what is left", async () => {
    const account = await stack.account("operator");
    const [one, other] = strict.map((dispatcher) => stack.senderOf(account, dispatcher)) as [never, never];
    const sends: ReturnType<typeof stack.senderOf>[] = [one, other, one, other];
    for (const send of sends) expect((await send(pause())).status).toBe(200);
    const key = randomUUID();
    const refused = await sends[0]?.(pause(), { key });
    expect(refused).toMatchObject({ status: 429, error_code: "RATE_LIMITED" });
    const seconds = Number(refused?.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(10);
    expect(refused?.headers.get("ratelimit-policy")).toContain('"queue.pause";q=12;w=60');
    expect(refused?.headers.get("ratelimit-policy")).toContain('"actions";q=50;w=60');
    expect(refused?.headers.get("ratelimit")).toContain('"queue.pause";r=');
    const entries = await stack.auditOf(account);
    expect(entries.at(-1)).toMatchObject({ kind: "limited", error_code: "RATE_LIMITED" });
    // Nothing was stored: where it is allowed, the same key runs.
    const later = await stack.senderOf(account, generous)(pause(), { key });
    expect(later).toMatchObject({ status: 200, data: { status: "succeeded" } });
    expect(later.headers.get("idempotency-replayed")).toBeNull();
  });

  it("hold for an account over all its actions, and for an address over all accounts", async () => {
    const tight = await stack.startDispatcher({
      ACTION_LIMITS_SCALE: "1",
      ACTION_LIMIT_PER_ACCOUNT: "3",
      ACTION_LIMIT_PER_ADDRESS: "5",
    });
    const statuses: number[] = [];
    for (const account of [await stack.account("operator"), await stack.account("operator")]) {
      const send = stack.senderOf(account, tight);
      for (let n = 0; n < 4; n += 1) statuses.push((await send(pause(), { from: "127.0.0.50" })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 200, 200, 429, 429]);
    const third = stack.senderOf(await stack.account("operator"), tight);
    expect((await third(pause(), { from: "127.0.0.51" })).status).toBe(200);
    await tight.stop();
  });

  it("hold without Redis too", async () => {
    const account = await stack.account("operator");
    const send = stack.senderOf(account, strict[0] as Dispatcher);
    await stack.redis.kill();
    try {
      const statuses = [];
      for (let n = 0; n < 13; n += 1) statuses.push((await send(pause())).status);
      expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(12);
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
      expect(statuses.at(-1)).toBe(429);
    } finally {
      await stack.redis.restart();
    }
  });
});

describe("five denials in a minute", () => {
  const clear = { action: "queue.clear", payload: { queue: "default" }, reason: "to see what happens" };
  const denied = async (account: Account): Promise<void> => {
    const send = stack.senderOf(account, generous);
    for (let n = 0; n < 5; n += 1) expect((await send(clear, { key: randomUUID() })).status).toBe(403);
  };
  const locks = async ({ userId }: Account) => {
    const { rows } = await stack.admin.query<{ seconds: number; locks: number }>(
      `select round(extract(epoch from locked_until - now()))::int as seconds, locks
       from action_dispatcher.lockouts where user_id = $1`,
      [userId],
    );
    return rows[0];
  };

  it("lock an account out of every action, on every instance, longer each time", async () => {
    const account = await stack.account("operator");
    await denied(account);
    for (const dispatcher of [generous, ...strict]) {
      const answer = await stack.senderOf(account, dispatcher)(pause());
      expect(answer).toMatchObject({ status: 429, error_code: "LOCKED_OUT" });
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(30);
    }
    expect((await stack.auditOf(account)).at(-1)).toMatchObject({ kind: "limited", error_code: "LOCKED_OUT" });
    const { rows } = await stack.admin.query("select payload from action_dispatcher.events where entity_id = $1", [
      account.userId,
    ]);
    expect(rows).toMatchObject([{ payload: { user_id: account.userId, locks: 1 } }]);
    expect((await locks(account))?.seconds).toBeLessThanOrEqual(60);
    await stack.admin.query("update action_dispatcher.lockouts set locked_until = now() where user_id = $1", [
      account.userId,
    ]);
    expect((await stack.senderOf(account, generous)(pause())).status).toBe(200);
    await denied(account);
    expect(await locks(account)).toMatchObject({ locks: 2 });
    expect((await locks(account))?.seconds).toBeGreaterThan(60);
  });

  it("do not lock when they are spread over more than a minute, nor anybody else", async () => {
    const [account, other] = [await stack.account("operator"), await stack.account("operator")];
    const send = stack.senderOf(account, generous);
    for (let n = 0; n < 4; n += 1) await send(clear, { key: randomUUID() });
    await stack.admin.query(
      `update action_dispatcher.lockouts
       set denied_at = array(select at - interval '61 s' from unnest(denied_at) at) where user_id = $1`,
      [account.userId],
    );
    for (let n = 0; n < 4; n += 1) expect((await send(clear, { key: randomUUID() })).status).toBe(403);
    expect((await send(pause())).status).toBe(200);
    await send(clear, { key: randomUUID() });
    expect((await send(pause())).status).toBe(429);
    expect((await stack.senderOf(other, generous)(pause())).status).toBe(200);
  });
});
