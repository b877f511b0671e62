import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { cleanLimits } from "../src/limiter/clean-limits.ts";
import { createLimiter } from "../src/limiter/limiter.ts";
import type { RedisLink } from "../src/redis-link.ts";
import { log, startLinks, type TestLinks } from "./support/test-links.ts";

const idleSeconds = 3600;
let links: TestLinks;
let redis: RedisLink;
let admin: Redis;

beforeAll(async () => {
  links = await startLinks();
  redis = await links.connect();
  admin = new Redis(links.server.urlFor("admin"));
});
beforeEach(() => links.flush());
afterAll(async () => {
  admin.disconnect();
  await links.stop();
});

async function cleanAll(): Promise<{ seen: number; removed: number }> {
  const total = { seen: 0, removed: 0 };
  let cursor = "0";
  do {
    const batch = await cleanLimits(redis, { cursor, idleSeconds });
    cursor = batch.cursor;
    total.seen += batch.seen;
    total.removed += batch.removed;
  } while (cursor !== "0");
  return total;
}

/** A counter that was last used so long ago; it expires in an hour. */
async function makeIdle(key: string, seconds: number): Promise<void> {
  await admin.zadd("model", 1, "1");
  await admin.restore(key, 3_600_000, await admin.dumpBuffer("model"), "IDLETIME", seconds);
  await admin.del("model");
}

it("removes counters without an expiry and those that are idle, and nothing else", async () => {
  const limiter = createLimiter({ redis, instances: 1, log });
  const rule = { name: "test", algorithm: "sliding_window", limit: 5, windowSeconds: 60 } as const;
  await limiter.take({ rule, subject: "alive" });
  await admin.zadd("limit:test:eternal", 1, "1");
  await makeIdle("limit:test:idle", idleSeconds + 60);
  await makeIdle("limit:test:rested", idleSeconds - 60);
  await admin.set("action-dispatcher:other", "1");
  expect(await cleanAll()).toEqual({ seen: 4, removed: 2 });
  expect((await admin.keys("*")).toSorted()).toEqual([
    "action-dispatcher:other",
    "limit:test:alive",
    "limit:test:rested",
  ]);
  const { standings } = await limiter.peek({ rule, subject: "alive" });
  expect(standings[0]?.remaining).toBe(4);
});

it("goes through a thousand counters call by call", async () => {
  for (let n = 0; n < 1000; n += 1) await admin.set(`limit:test:${n}`, "1");
  expect((await cleanLimits(redis, { cursor: "0", idleSeconds })).seen).toBeLessThan(1000);
  await cleanAll();
  expect(await admin.dbsize()).toBe(0);
});
