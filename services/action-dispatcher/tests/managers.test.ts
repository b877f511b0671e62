import { randomBytes, randomUUID } from "node:crypto";
import type { PayloadOf, ResultOf } from "@agentos/contracts/actions/actions";
import type { ManagerName } from "@agentos/contracts/managers/managers";
import { connectDatabase } from "@agentos/database/connect";
import { startManagers } from "@agentos/manager-kit/start-managers";
import { connectNats } from "@agentos/messaging/connect";
import { createBreaker } from "@agentos/redis/breaker/breaker";
import { usualBreaker } from "@agentos/redis/breaker/breaker-settings";
import { connectRedis } from "@agentos/redis/connect";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Send } from "./support/sender.ts";
import { quietLog, startStack, type Dispatcher, type Stack } from "./support/stack.ts";

let stack: Stack;
let dispatcher: Dispatcher;
let send: Send;
let redis: Redis;

beforeAll(async () => {
  stack = await startStack();
  dispatcher = await stack.startDispatcher({ ACTION_BREAKER_OPEN_SECONDS: "1" });
  send = stack.senderOf(await stack.account("operator"), dispatcher);
  redis = new Redis(stack.redis.urlFor("admin"));
});
afterAll(async () => {
  redis.disconnect();
  await stack.close();
});

async function oneRow<Row>(text: string, values: unknown[]): Promise<Row | undefined> {
  return (await stack.admin.query(text, values)).rows[0] as Row | undefined;
}

/** Has a manager run, by the action, and waits for what the run did. */
async function runNow(manager: ManagerName): Promise<ResultOf<"manager.run_now">["run"]> {
  const payload: PayloadOf<"manager.run_now"> = { manager };
  const { data } = await send({ action: "manager.run_now", payload });
  const text = "select state, result from action_dispatcher.actions where id = $1";
  const read = async () => await oneRow<{ state: string; result: ResultOf<"manager.run_now"> }>(text, [data.action_id]);
  await expect.poll(async () => (await read())?.state, { timeout: 60_000 }).toBe("done");
  return ((await read()) as { result: ResultOf<"manager.run_now"> }).result.run;
}

it("action-settler ends an action whose owner was not heard of, without anybody's help", async () => {
  const id = randomUUID();
  await stack.admin.query(
    `insert into action_dispatcher.actions (id, user_id, session_id, role, action, owner, payload_hash, lease_expires_at, security_context, traceparent)
     values ($1, $2, $3, 'admin', 'queue.pause', 'jobs', $4, now() - interval '1 s', '{}', $5)`,
    [id, randomUUID(), randomUUID(), randomBytes(32), `00-${"a".repeat(32)}-${"b".repeat(16)}-01`],
  );
  const text = "select state, error_code from action_dispatcher.actions where id = $1";
  await expect
    .poll(() => oneRow(text, [id]), { timeout: 60_000 })
    .toEqual({
      state: "failed",
      error_code: "ACTION_LOST",
    });
});

it("rate-limit-cleaner removes a counter that would stay for ever, and leaves those in use", async () => {
  await redis.zadd("limit:forgotten:somebody", 1, "1");
  const used = (await redis.keys("limit:*")).filter((key) => key !== "limit:forgotten:somebody");
  expect((await runNow("rate-limit-cleaner")).counts).toEqual({ removed: 1 });
  const left = await redis.keys("limit:*");
  expect(left).toEqual(expect.arrayContaining(used));
  expect(left).not.toContain("limit:forgotten:somebody");
});

it("breaker-health closes a breaker when the service behind it works again, and not before", async () => {
  const breaker = async (): Promise<string | null> => redis.hget("action-dispatcher:breaker:queue", "state");
  await openBreaker();
  expect(await breaker()).toBe("open");
  // Nobody answers for jobs yet.
  await expect
    .poll(async () => (await runNow("breaker-health")).counts, { timeout: 60_000 })
    .toMatchObject({ tried: 1 });
  expect(await breaker()).not.toBe("closed");
  const jobs = await startJobsManagers();
  await expect
    .poll(async () => (await runNow("breaker-health")).counts, { timeout: 60_000 })
    .toMatchObject({ closed: 1 });
  expect(await breaker()).toBe("closed");
  await jobs();
});

/** Five calls fail, as another dispatcher would see it. */
async function openBreaker(): Promise<void> {
  const log = quietLog();
  const link = connectRedis({ url: stack.redis.urlFor("action-dispatcher"), name: "test", log, budgetMs: 20_000 });
  await expect.poll(() => link.ready, { timeout: 60_000 }).toBe(true);
  const settings = { ...usualBreaker, services: ["queue"], carefulServices: [], openSeconds: 1 };
  const breaker = createBreaker({ redis: link, prefix: "action-dispatcher", log, settings });
  for (let n = 0; n < settings.failures; n += 1) {
    const admission = await breaker.admit("queue", { critical: false });
    if (admission.admitted) await breaker.report(admission.ticket, "failure");
  }
  link.close();
}

/** What jobs has beside its actions. Returns what ends it. */
async function startJobsManagers(): Promise<() => Promise<void>> {
  const log = quietLog();
  const url = stack.database.urlFor("jobs");
  const database = connectDatabase<object>({ url, poolSize: 3, applicationName: "test-jobs", log });
  const nc = await connectNats({ ...stack.nats.credentials("jobs"), service: "jobs", log });
  const works = { "lease-reaper": async () => ({ reaped: 0 }) };
  const managers = await startManagers({ owner: "jobs", nc, db: database.db, log, instance: "test", works });
  return async () => {
    await managers.stop();
    await nc.close();
    await database.close();
  };
}
