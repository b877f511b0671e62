import { createLogger } from "@agentos/service-kit/logger";
import { startRedis, type TestRedis } from "@agentos/testkit/servers/redis";
import type { Redis } from "ioredis";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectRedis } from "../src/connect.ts";
import { createLimiter } from "../src/limiter.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
let server: TestRedis;
const clients: Redis[] = [];

beforeAll(async () => {
  server = await startRedis();
});
afterAll(async () => {
  for (const client of clients) client.disconnect();
  await server.stop();
});

async function connected(): Promise<Redis> {
  const redis = connectRedis({ url: server.urlFor("gateway"), name: "test", log });
  clients.push(redis);
  await expect.poll(() => redis.status, { timeout: 10_000 }).toBe("ready");
  return redis;
}

const rule = { name: "test", limit: 20, windowSeconds: 60, burst: false };

describe("the limiter", () => {
  it("allows exactly the limit to many callers of several instances at once", async () => {
    const limiters = [await connected(), await connected(), await connected()].map((redis) =>
      createLimiter({ redis, instances: 3, log }),
    );
    const subject = randomUUID();
    // In slices, so that no command waits its 25 ms behind five hundred others.
    let allowed = 0;
    for (let round = 0; round < 50; round += 1) {
      const verdicts = await Promise.all(limiters.map((limiter) => limiter.take(rule, subject)));
      allowed += verdicts.filter((verdict) => verdict.allowed).length;
    }
    expect(allowed).toBe(20);
  });

  it("counts subjects apart and says when a retry makes sense", async () => {
    const limiter = createLimiter({ redis: await connected(), instances: 1, log });
    const one = { ...rule, limit: 1 };
    const subject = randomUUID();
    expect(await limiter.take(one, subject)).toMatchObject({ allowed: true, remaining: 0 });
    const refused = await limiter.take(one, subject);
    expect(refused.allowed).toBe(false);
    expect(refused.retryAfterSeconds).toBeGreaterThan(50);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(60);
    expect((await limiter.take(one, randomUUID())).allowed).toBe(true);
  });

  it("lets go on when the window has passed", async () => {
    const limiter = createLimiter({ redis: await connected(), instances: 1, log });
    const short = { ...rule, limit: 2, windowSeconds: 1 };
    const subject = randomUUID();
    const first = [
      await limiter.take(short, subject),
      await limiter.take(short, subject),
      await limiter.take(short, subject),
    ];
    expect(first.map((verdict) => verdict.allowed)).toEqual([true, true, false]);
    await sleep(1100);
    expect((await limiter.take(short, subject)).allowed).toBe(true);
  });

  it("allows a third of the limit in ten seconds where bursts are limited", async () => {
    const limiter = createLimiter({ redis: await connected(), instances: 1, log });
    const verdicts = [];
    const subject = randomUUID();
    for (let call = 0; call < 20; call += 1) verdicts.push(await limiter.take({ ...rule, burst: true }, subject));
    expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(7);
    expect(verdicts.at(-1)?.retryAfterSeconds).toBeLessThanOrEqual(10);
  });

  it("limits to the own share when Redis hangs, and to all again when it is back", async () => {
    const limiter = createLimiter({ redis: await connected(), instances: 4, log });
    const subject = randomUUID();
    server.pause();
    try {
      let allowed = 0;
      for (let call = 0; call < 20; call += 1) if ((await limiter.take(rule, subject)).allowed) allowed += 1;
      expect(allowed).toBe(5);
    } finally {
      server.resume();
    }
    await expect
      .poll(async () => (await limiter.take({ ...rule, limit: 1000 }, randomUUID())).remaining, { timeout: 10_000 })
      .toBe(999);
  });
});
