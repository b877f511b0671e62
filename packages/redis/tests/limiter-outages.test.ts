import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Redis } from "ioredis";
import type { Ask, LimitRule, Verdict } from "../src/limiter/limit-rule.ts";
import { createLimiter, type Limiter } from "../src/limiter/limiter.ts";
import { keyOf } from "../src/limiter/limit-script.ts";
import { log, startLinks, type TestLinks } from "./support/test-links.ts";

let redis: TestLinks;
beforeAll(async () => {
  redis = await startLinks();
});
afterEach(() => vi.useRealTimers());
afterAll(() => redis.stop());

const rule: LimitRule = { name: "test", limit: 20, windowSeconds: 60 };

async function limiters(count: number, budgetMs?: number): Promise<Limiter[]> {
  const links = await Promise.all(Array.from({ length: count }, () => redis.connect(budgetMs)));
  return links.map((link) => createLimiter({ redis: link, instances: count, log }));
}

async function takeMany(limiter: Limiter, ask: Ask, times: number): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (let time = 0; time < times; time += 1) verdicts.push(await limiter.take(ask));
  return verdicts;
}

const allowed = (verdicts: readonly Verdict[]): number => verdicts.filter((verdict) => verdict.allowed).length;

/** Waits until every limiter counts in Redis again. */
async function untilBack(all: readonly Limiter[]): Promise<void> {
  const ask = { rule, subject: randomUUID() };
  for (const limiter of all) {
    await vi.waitUntil(async () => (await limiter.peek(ask)).by === "redis", { timeout: 30_000, interval: 50 });
  }
}

describe("while Redis", () => {
  it("is stopped each instance allows its share, and all of it together again afterwards", async () => {
    const all = await limiters(4);
    const subject = randomUUID();
    await redis.server.restart(async () => {
      for (const limiter of all) {
        const verdicts = await takeMany(limiter, { rule, subject }, 20);
        expect(allowed(verdicts)).toBe(5);
        expect(verdicts.every(({ by }) => by === "instance")).toBe(true);
        expect(verdicts.at(-1)?.retryAfterSeconds).toBeGreaterThan(0);
      }
    });
    await untilBack(all);
    const later = { rule, subject: randomUUID() };
    const verdicts = await Promise.all(all.map((limiter) => takeMany(limiter, later, 20)));
    expect(allowed(verdicts.flat())).toBe(20);
  });

  it("hangs nobody waits for it, and each instance allows its share", async () => {
    const all = await limiters(4, 25);
    await untilBack(all);
    const ask = { rule, subject: randomUUID() };
    redis.server.pause();
    try {
      // It answers nothing at all: only because the calls give up do they come to an end.
      const verdicts = await Promise.all(all.map((limiter) => takeMany(limiter, ask, 50)));
      for (const one of verdicts) {
        expect(allowed(one)).toBe(5);
        expect(one.every(({ by }) => by === "instance")).toBe(true);
      }
    } finally {
      redis.server.resume();
    }
    await untilBack(all);
  });

  it("hangs for so long that the connection is given up, another one is found when it is back", async () => {
    const all = await limiters(2, 25);
    await untilBack(all);
    const ask = { rule, subject: randomUUID() };
    redis.server.pause();
    try {
      for (const limiter of all) expect((await limiter.take(ask)).by).toBe("instance");
      await sleep(3000);
      for (const limiter of all) expect((await limiter.take(ask)).by).toBe("instance");
    } finally {
      redis.server.resume();
    }
    await untilBack(all);
  });

  it("hangs each instance keeps to its share of what Redis said was left", async () => {
    const all = await limiters(4, 1000);
    await untilBack(all);
    const [first] = all as [Limiter];
    const ask = { rule, subject: randomUUID() };
    expect(allowed(await takeMany(first, ask, 12))).toBe(12);
    redis.server.pause();
    try {
      expect(allowed(await takeMany(first, ask, 10))).toBe(2);
    } finally {
      redis.server.resume();
    }
    await untilBack(all);
  });

  it("is away a limit that is smaller than the number of instances still lets one call of each through", async () => {
    const all = await limiters(3);
    const one: Ask = { rule: { ...rule, name: "one", limit: 1 }, subject: randomUUID() };
    await redis.server.restart(async () => {
      for (const limiter of all) expect(allowed(await takeMany(limiter, one, 5))).toBe(1);
    });
    await untilBack(all);
  });

  it("is away bursts are shared too", async () => {
    const [limiter] = (await limiters(1)) as [Limiter];
    const burst: Ask = { rule: { ...rule, name: "burst", limit: 30, burst: true }, subject: randomUUID() };
    await redis.server.restart(async () => {
      const verdicts = await takeMany(limiter, burst, 20);
      expect(allowed(verdicts)).toBe(10);
      expect(verdicts.at(-1)?.retryAfterSeconds).toBeLessThanOrEqual(10);
    });
    await untilBack([limiter]);
  });
});

it("lets through at most one more window when Redis loses its counts", async () => {
  const [limiter] = (await limiters(1)) as [Limiter];
  const ask = { rule, subject: randomUUID() };
  const before = await takeMany(limiter, ask, 30);
  await redis.flush();
  const after = await takeMany(limiter, ask, 60);
  expect([allowed(before), allowed(after)]).toEqual([20, 20]);
});

it("counts by Redis' clock, whatever the instance's own clock says", async () => {
  const all = await limiters(3);
  const ask = { rule, subject: randomUUID() };
  const verdicts: Verdict[] = [];
  for (const [index, limiter] of all.entries()) {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + (index - 1) * 86_400_000 });
    verdicts.push(...(await takeMany(limiter, ask, 15)));
    vi.useRealTimers();
  }
  expect(allowed(verdicts)).toBe(20);
  expect(verdicts.at(-1)?.retryAfterSeconds).toBeLessThanOrEqual(60);
});

it("does not hold against Redis that the instance itself was busy", async () => {
  const [limiter] = (await limiters(1, 25)) as [Limiter];
  await untilBack([limiter]);
  const ask = { rule, subject: randomUUID() };
  let busy = true;
  const verdict = limiter.take(ask).finally(() => (busy = false));
  const until = performance.now() + 500;
  while (performance.now() < until) void busy;
  expect((await verdict).by).toBe("redis");
});

it("lets no rolling window see more than the limit, by the times that Redis took down", async () => {
  const all = await limiters(3);
  const short: Ask = { rule: { ...rule, name: "rolling", limit: 20, windowSeconds: 2 }, subject: randomUUID() };
  const admin = new Redis(redis.server.urlFor("admin"));
  const times = new Map<string, number>();
  const over = new AbortController();
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const members = await admin.zrange(keyOf(short), "0", "-1", "WITHSCORES");
      for (let at = 0; at < members.length; at += 2) times.set(String(members[at]), Number(members[at + 1]));
      await sleep(50);
    }
  };
  const watching = watch();
  let letThrough = 0;
  const press = async (limiter: Limiter): Promise<void> => {
    for (let round = 0; round < 150; round += 1) {
      const verdicts = await Promise.all([limiter.take(short), limiter.take(short), limiter.take(short)]);
      letThrough += allowed(verdicts);
      await sleep(Math.random() * 60);
    }
  };
  await Promise.all(all.map(press));
  await sleep(100);
  over.abort();
  await watching;
  admin.disconnect();
  const microseconds = [...times.values()].toSorted((a, b) => a - b);
  expect(microseconds).toHaveLength(letThrough);
  expect(letThrough).toBeGreaterThan(40);
  // The call `limit` places later is at least a window later.
  const gaps = microseconds.slice(20).map((at, index) => at - (microseconds[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_000_000);
});
