import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createReplyCache, type ReplyKey, type StoredReply } from "../src/reply-cache.ts";
import { log, startLinks, type TestLinks } from "./support/test-links.ts";

let redis: TestLinks;
beforeAll(async () => {
  redis = await startLinks();
});
afterAll(() => redis.stop());

const prefix = "action-dispatcher";
const stored: StoredReply = {
  payloadHash: "abc",
  reply: { action_id: "1", status: "succeeded", result: [1, null, "ü"] },
};
const someKey = (): ReplyKey => ({ user: randomUUID(), action: "queue.pause", key: randomUUID() });

async function cache(budgetMs?: number) {
  return createReplyCache({ redis: await redis.connect(budgetMs), prefix, seconds: 3600, log });
}

it("gives all instances what one has stored, by user, action and key, for as long as was said", async () => {
  const [one, two] = [await cache(), await cache()];
  const of = someKey();
  expect(await one.get(of)).toBeUndefined();
  await one.put(of, stored);
  expect(await two.get(of)).toEqual(stored);
  for (const other of [
    { ...of, user: "x" },
    { ...of, action: "queue.resume" },
    { ...of, key: "x" },
  ]) {
    expect(await two.get(other)).toBeUndefined();
  }
  const admin = new Redis(redis.server.urlFor("admin"));
  const keys = await admin.keys(`${prefix}:reply:*`);
  const lifetimes = await Promise.all(keys.map((key) => admin.ttl(key)));
  admin.disconnect();
  expect(lifetimes).toHaveLength(1);
  expect(lifetimes[0]).toBeGreaterThan(3000);
  expect(lifetimes[0]).toBeLessThanOrEqual(3600);
});

it("tells keys apart that would be the same when put together", async () => {
  const one = await cache();
  const user = randomUUID();
  await one.put({ user, action: "a", key: "b:c" }, stored);
  expect(await one.get({ user, action: "a:b", key: "c" })).toBeUndefined();
});

it("leaves large replies out", async () => {
  const one = await cache();
  const of = someKey();
  await one.put(of, { ...stored, reply: "x".repeat(100_000) });
  expect(await one.get(of)).toBeUndefined();
});

it("misses, and never fails, while Redis hangs or is away", async () => {
  const one = await cache(25);
  const of = someKey();
  redis.server.pause();
  try {
    await one.put(of, stored);
    expect(await one.get(of)).toBeUndefined();
  } finally {
    redis.server.resume();
  }
  await redis.server.restart(async () => {
    await one.put(of, stored);
    expect(await one.get(of)).toBeUndefined();
  });
  const later = someKey();
  await expect
    .poll(
      async () => {
        await one.put(later, stored);
        return one.get(later);
      },
      { timeout: 30_000 },
    )
    .toEqual(stored);
});
