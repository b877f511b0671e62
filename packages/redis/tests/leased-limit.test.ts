import { createLogger } from "@agentos/service-kit/logger";
import { startRedis, type TestRedis } from "@agentos/testkit/servers/redis";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { connectRedis } from "../src/connect.ts";
import { LeasedLimit } from "../src/limiter/leased-limit.ts";
import type { LimitRule } from "../src/limiter/limit-rule.ts";
import { createLimiter, type Limiter } from "../src/limiter/limiter.ts";

const log = createLogger({ service: "redis", instance: "test", level: "silent" });
const rule: LimitRule = { name: "leased", limit: 200, windowSeconds: 60 };
let redis: TestRedis;
let limiters: Limiter[];
let close: () => void;
let subject: string;

beforeAll(async () => {
  redis = await startRedis();
  const links = [1, 2].map(() => connectRedis({ url: redis.urlFor("gateway"), name: "test", log, budgetMs: 20_000 }));
  while (!links.every(({ ready }) => ready)) await new Promise((resolve) => setTimeout(resolve, 20));
  limiters = links.map((link) => createLimiter({ redis: link, instances: 2, log }));
  close = () => links.forEach((link) => link.close());
});
afterAll(async () => {
  close();
  await redis.stop();
});
beforeEach(() => {
  subject = randomUUID();
});

const limitOf = (instance: number, of = rule): LeasedLimit => new LeasedLimit(limiters[instance] as Limiter, of);

async function allowedOf(times: number, limits: readonly LeasedLimit[]): Promise<number> {
  const verdicts = await Promise.all(
    Array.from({ length: times }, (_, call) => limits[call % limits.length]?.take(subject)),
  );
  return verdicts.filter((verdict) => verdict?.allowed).length;
}

it("lets exactly the limit through one instance, and says how much is left", async () => {
  const limit = limitOf(0);
  const first = await limit.take(subject);
  expect(first.standings[0]).toMatchObject({ remaining: 199, resetSeconds: 60 });
  expect(await allowedOf(500, [limit])).toBe(199);
  const refused = await limit.take(subject);
  expect(refused.allowed).toBe(false);
  expect(refused.retryAfterSeconds).toBeGreaterThan(0);
});

it("asks Redis once for a batch, and knows the calls of it without asking", async () => {
  let asked = 0;
  const counted: Pick<Limiter, "lease"> = {
    lease: async (ask) => {
      asked += 1;
      return (limiters[0] as Limiter).lease(ask);
    },
  };
  const limit = new LeasedLimit(counted, rule);
  expect(limit.batch).toBe(10);
  expect(limit.use(subject)).toBeUndefined();
  await Promise.all(Array.from({ length: 5 }, () => limit.take(subject)));
  expect(asked).toBe(1);
  expect(limit.use(subject)).toMatchObject({ allowed: true, remaining: 194 });
});

it("lets two instances have no more than the limit together, and keeps back no more than the other holds", async () => {
  const allowed = await allowedOf(600, [limitOf(0), limitOf(1)]);
  expect(allowed).toBeLessThanOrEqual(200);
  const idle = limitOf(0);
  subject = randomUUID();
  await idle.take(subject);
  expect(await allowedOf(400, [limitOf(1)])).toBe(200 - idle.batch);
});

it("counts every call of a limit that is too small for batches", async () => {
  const limit = limitOf(0, { ...rule, name: "small", limit: 3 });
  expect(limit.batch).toBe(1);
  expect(await allowedOf(10, [limit])).toBe(3);
});

it("counts a lease in fixed windows and buckets as well, and takes what is left where that is less", async () => {
  const limiter = limiters[0] as Limiter;
  for (const algorithm of ["fixed_window", "token_bucket"] as const) {
    const other: LimitRule = { name: algorithm, limit: 25, windowSeconds: 3600, algorithm };
    const leased = [];
    for (let turn = 0; turn < 4; turn += 1)
      leased.push((await limiter.lease({ rule: other, subject, cost: 10 })).calls);
    expect(leased).toEqual([10, 10, 5, 0]);
  }
});

it("goes on within its share while Redis is away", async () => {
  const limit = limitOf(0);
  await redis.restart(async () => {
    expect(await allowedOf(300, [limit])).toBe(100);
  });
});
