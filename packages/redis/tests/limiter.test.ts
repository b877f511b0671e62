import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLimiter } from "../src/limiter/limiter.ts";
import type { LimitRule } from "../src/limiter/limit-rule.ts";
import { log, startLinks, type TestLinks } from "./support/test-links.ts";

let redis: TestLinks;
beforeAll(async () => {
  redis = await startLinks();
});
afterAll(() => redis.stop());

const rule: LimitRule = { name: "test", limit: 20, windowSeconds: 60 };

async function limiterOf(instances = 1) {
  return createLimiter({ redis: await redis.connect(), instances, log });
}

describe("the limiter", () => {
  it.each<[string, LimitRule]>([
    ["sliding window", { name: "sliding", limit: 100, windowSeconds: 60 }],
    ["token bucket", { name: "bucket", limit: 100, windowSeconds: 36_000, algorithm: "token_bucket" }],
    ["fixed window", { name: "fixed", limit: 100, windowSeconds: 86_400, algorithm: "fixed_window" }],
    ["burst", { name: "burst", limit: 300, windowSeconds: 60, burst: true }],
  ])("allows exactly the limit to 500 concurrent calls at each of three instances: %s", async (_name, shared) => {
    const limiters = [await limiterOf(3), await limiterOf(3), await limiterOf(3)];
    const subject = randomUUID();
    const calls = limiters.flatMap((limiter) =>
      Array.from({ length: 500 }, () => limiter.take({ rule: shared, subject })),
    );
    const verdicts = await Promise.all(calls);
    expect(verdicts.every(({ by }) => by === "redis")).toBe(true);
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(100);
  });

  it("counts subjects apart and says when a retry makes sense", async () => {
    const limiter = await limiterOf();
    const one = { ...rule, limit: 1 };
    const subject = randomUUID();
    const first = await limiter.take({ rule: one, subject });
    expect(first).toMatchObject({ allowed: true, standings: [{ remaining: 0, resetSeconds: 60 }] });
    const refused = await limiter.take({ rule: one, subject });
    expect(refused).toMatchObject({ allowed: false, standings: [{ allowed: false, remaining: 0 }] });
    expect(refused.retryAfterSeconds).toBeGreaterThan(0);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(60);
    expect((await limiter.take({ rule: one, subject: randomUUID() })).allowed).toBe(true);
  });

  it("lets go on when the window has passed", async () => {
    const limiter = await limiterOf();
    const short: LimitRule = { ...rule, limit: 2, windowSeconds: 1 };
    const ask = { rule: short, subject: randomUUID() };
    const first = [await limiter.take(ask), await limiter.take(ask), await limiter.take(ask)];
    expect(first.map(({ allowed }) => allowed)).toEqual([true, true, false]);
    await sleep(1100);
    expect((await limiter.take(ask)).allowed).toBe(true);
  });

  it("counts a call under all rules or, when one refuses, under none", async () => {
    const limiter = await limiterOf();
    const subject = randomUUID();
    const wide = { rule: { ...rule, name: "wide" }, subject };
    const narrow = { rule: { ...rule, name: "narrow", limit: 2 }, subject };
    const verdicts = [];
    for (let call = 0; call < 5; call += 1) verdicts.push(await limiter.take([wide, narrow]));
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, false, false, false]);
    expect(verdicts.at(-1)?.standings.map(({ allowed }) => allowed)).toEqual([true, false]);
    expect((await limiter.peek([wide, narrow])).standings.map(({ remaining }) => remaining)).toEqual([18, 0]);
  });

  it("tells what is left without counting", async () => {
    const limiter = await limiterOf();
    const ask = { rule, subject: randomUUID() };
    for (let look = 0; look < 30; look += 1) await limiter.peek(ask);
    expect((await limiter.take(ask)).standings).toMatchObject([{ remaining: 19 }]);
  });

  it("gives out bytes and remembers what was used beyond them", async () => {
    const limiter = await limiterOf();
    const bytes: LimitRule = { name: "bytes", limit: 3_600_000, windowSeconds: 36_000, algorithm: "token_bucket" };
    const subject = randomUUID();
    expect((await limiter.take({ rule: bytes, subject, cost: 3_000_000 })).allowed).toBe(true);
    expect((await limiter.take({ rule: bytes, subject, cost: 3_000_000 })).allowed).toBe(false);
    await limiter.charge({ rule: bytes, subject, cost: 1_000_000 });
    const refused = await limiter.take({ rule: bytes, subject });
    expect(refused.allowed).toBe(false);
    // 400,000 bytes of debt at 100 bytes a second.
    expect(refused.retryAfterSeconds).toBeGreaterThan(3000);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(4001);
  });
});
