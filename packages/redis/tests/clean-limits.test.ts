import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cleanLimits } from "../src/limiter/clean-limits.ts";
import { createLimiter } from "../src/limiter/limiter.ts";
import type { RedisLink } from "../src/redis-link.ts";
import { log, startLinks, type TestLinks } from "./support/test-links.ts";

let redis: TestLinks;
let admin: Redis;
beforeAll(async () => {
  redis = await startLinks();
  admin = new Redis(redis.server.urlFor("admin"));
});
afterAll(async () => {
  admin.disconnect();
  await redis.stop();
});

async function cleanAll(link: RedisLink, idleSeconds: number): Promise<{ seen: number; removed: number }> {
  const sum = { seen: 0, removed: 0 };
  let cursor = "0";
  do {
    const batch = await cleanLimits(link, { cursor, idleSeconds });
    cursor = batch.cursor;
    sum.seen += batch.seen;
    sum.removed += batch.removed;
  } while (cursor !== "0");
  return sum;
}

it("removes counters that would stay for ever, and leaves those in use", async () => {
  const link = await redis.connect();
  const limiter = createLimiter({ redis: link, instances: 1, log });
  const rule = { name: "in-use", limit: 5, windowSeconds: 60 };
  const subjects = Array.from({ length: 700 }, () => randomUUID());
  for (const subject of subjects) await limiter.take({ rule, subject });
  await admin.set("limit:stale:somebody", "1");
  await admin.set("jobs:no-limit", "1");
  const { seen, removed } = await cleanAll(link, 86_400);
  expect(seen).toBeGreaterThanOrEqual(701);
  expect(removed).toBe(1);
  expect(await admin.exists("limit:stale:somebody")).toBe(0);
  expect(await admin.exists("jobs:no-limit")).toBe(1);
  const [subject = ""] = subjects;
  expect((await limiter.peek({ rule, subject })).standings).toMatchObject([{ remaining: 4 }]);
});

it("removes counters that were not used for so long, though they would expire one day", async () => {
  const link = await redis.connect();
  const idle = async (key: string, seconds: number): Promise<void> => {
    await admin.zadd("model", 1, "1");
    await admin.restore(key, 3_600_000, await admin.dumpBuffer("model"), "IDLETIME", seconds);
  };
  await idle("limit:idle:long", 3660);
  await idle("limit:idle:short", 3540);
  expect((await cleanAll(link, 3600)).removed).toBe(1);
  expect(await admin.keys("limit:idle:*")).toEqual(["limit:idle:short"]);
});
