import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { burstLimit, type Ask, type LimitRule } from "../src/limiter/limit-rule.ts";
import { argumentsOf, keyOf, limitScript, type LimitMode, type LimitReply } from "../src/limiter/limit-script.ts";
import { LocalLimits } from "../src/limiter/local-limits.ts";
import type { RedisLink } from "../src/redis-link.ts";
import { startLinks, type TestLinks } from "./support/test-links.ts";
import { clockArguments, withClock } from "./support/with-clock.ts";

let redis: TestLinks;
let link: RedisLink;
beforeAll(async () => {
  redis = await startLinks();
  link = await redis.connect();
});
afterAll(() => redis.stop());

const script = withClock(limitScript);
const minuteMs = 60_000;
/** Fractions are compared no more closely. */
const tiny = 1e-6;

/** One question: how much time has passed, and whether it counts. */
type Step = { passed: number; mode: LimitMode };

const steps = fc.array(
  fc.record<Step>({
    passed: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 900, max: 12_000 }),
      fc.constantFrom(9_999, 10_000, 59_999, 60_000),
    ),
    mode: fc.constantFrom<LimitMode>("take", "take", "take", "peek"),
  }),
  { minLength: 1, maxLength: 60, size: "max" },
);

async function askRedis(mode: LimitMode, asks: readonly Ask[], now: number): Promise<LimitReply> {
  const args = [...argumentsOf(mode, asks), ...clockArguments(now)];
  return (await link.run(script, asks.map(keyOf), args)) as LimitReply;
}

/** Puts every question to Redis and to an instance that is alone; gives what each answered, and when. */
async function run(asks: readonly Ask[], given: readonly Step[]) {
  const alone = new LocalLimits(1);
  const answers: { now: number; mode: LimitMode; shared: LimitReply; local: LimitReply }[] = [];
  let now = 0;
  for (const { passed, mode } of given) {
    now += passed;
    answers.push({ now, mode, shared: await askRedis(mode, asks, now), local: alone.decide(mode, asks, now) });
  }
  return answers;
}

const allowedTimes = (answers: Awaited<ReturnType<typeof run>>): number[] =>
  answers
    .filter(({ mode, shared }) => mode === "take" && shared.every(([waitMs]) => waitMs === 0))
    .map(({ now }) => now);

/** Calls in the window that ends with each call, the largest number of them. */
function fullest(times: readonly number[], windowMs: number): number {
  return Math.max(0, ...times.map((end) => times.filter((at) => at > end - windowMs && at <= end).length));
}

describe("a sliding window", () => {
  it("lets through whatever fits, nothing else, and says when more will fit", async () => {
    const limits = fc.record({ limit: fc.integer({ min: 1, max: 15 }), burst: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(limits, steps, async ({ limit, burst }, given) => {
        const rule: LimitRule = { name: "sliding", limit, windowSeconds: 60, burst };
        const most = burst ? burstLimit(limit) : limit;
        const answers = await run([{ rule, subject: randomUUID() }], given);
        const taken: number[] = [];
        const fits = (now: number): boolean =>
          taken.filter((at) => at > now - minuteMs).length < limit &&
          taken.filter((at) => at > now - 10_000).length < most;
        for (const { now, mode, shared, local } of answers) {
          const [waitMs] = shared[0] ?? [0];
          expect(waitMs === 0).toBe(fits(now));
          expect(fits(now + waitMs)).toBe(true);
          expect(waitMs === 0 || !fits(now + waitMs - 1)).toBe(true);
          if (mode === "take" && waitMs === 0) taken.push(now);
          expect(local).toEqual(shared);
        }
        expect(fullest(taken, minuteMs)).toBeLessThanOrEqual(limit);
        expect(fullest(taken, 10_000)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 80 },
    );
  });
});

describe("a token bucket", () => {
  it("gives out no more than it held and was filled with, and everything of that", async () => {
    const buckets = fc.record({
      limit: fc.integer({ min: 1, max: 40 }),
      capacity: fc.integer({ min: 1, max: 40 }),
      cost: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(buckets, steps, async ({ limit, capacity, cost }, given) => {
        const rule: LimitRule = { name: "bucket", limit, capacity, windowSeconds: 60, algorithm: "token_bucket" };
        const answers = await run([{ rule, subject: randomUUID(), cost }], given);
        const rate = limit / minuteMs;
        let tokens = capacity;
        let last = 0;
        for (const { now, mode, shared, local } of answers) {
          tokens = Math.min(capacity, tokens + (now - last) * rate);
          last = now;
          const missing = Math.min(cost, capacity) - tokens;
          const [waitMs, left] = shared[0] ?? [0, 0];
          // Where it is a matter of the last bits of a fraction, either answer is right.
          fc.pre(missing === 0 || Math.abs(missing) > tiny);
          expect(waitMs > 0).toBe(missing > 0);
          expect(waitMs === 0 || Math.abs(waitMs - missing / rate) <= 1 + tiny).toBe(true);
          if (mode === "take" && waitMs === 0) tokens -= cost;
          expect(Math.abs(left - Math.max(0, tokens))).toBeLessThanOrEqual(1 + tiny);
          expect((local[0]?.[0] ?? 0) > 0).toBe(waitMs > 0);
        }
        const spent = allowedTimes(answers).length * cost;
        // A cost above the capacity leaves a debt.
        expect(spent).toBeLessThanOrEqual(Math.max(capacity, cost) + last * rate + tiny);
      }),
      { numRuns: 80 },
    );
  });
});

describe("a fixed window", () => {
  it("lets the limit through in each window of the clock", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 15 }), steps, async (limit, given) => {
        const rule: LimitRule = { name: "fixed", limit, windowSeconds: 60, algorithm: "fixed_window" };
        const answers = await run([{ rule, subject: randomUUID() }], given);
        // The clock of `clockArguments` begins 20 s into a minute.
        const windowOf = (now: number): number => Math.floor((now + 20_000) / minuteMs);
        const used = new Map<number, number>();
        for (const { now, mode, shared } of answers) {
          const before = used.get(windowOf(now)) ?? 0;
          const [waitMs] = shared[0] ?? [0];
          expect(waitMs).toBe(before < limit ? 0 : (windowOf(now) + 1) * minuteMs - 20_000 - now);
          if (mode === "take" && waitMs === 0) used.set(windowOf(now), before + 1);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe("several rules at once", () => {
  it("are counted all or none", async () => {
    const limits = fc.tuple(
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 10 }),
    );
    await fc.assert(
      fc.asyncProperty(limits, steps, async ([first, second, third], given) => {
        const subject = randomUUID();
        const asks: Ask[] = [
          { rule: { name: "first", limit: first, windowSeconds: 60 }, subject },
          { rule: { name: "second", limit: second, windowSeconds: 20, algorithm: "token_bucket" }, subject },
          { rule: { name: "third", limit: third, windowSeconds: 3600, algorithm: "fixed_window" }, subject },
        ];
        const answers = await run(asks, given);
        const taken = allowedTimes(answers);
        expect(fullest(taken, minuteMs)).toBeLessThanOrEqual(first);
        // Had a refusal consumed anything, the last of these would show less than was really let through.
        const end = answers.at(-1)?.now ?? 0;
        const [window, , fixed] = await askRedis("peek", asks, end);
        expect(window?.[1]).toBe(first - taken.filter((at) => at > end - minuteMs).length);
        const hourOf = (now: number): number => Math.floor((now + 800_000) / 3_600_000);
        expect(fixed?.[1]).toBe(third - taken.filter((at) => hourOf(at) === hourOf(end)).length);
      }),
      { numRuns: 60 },
    );
  });
});

describe("an instance that shares a limit with others while Redis is away", () => {
  it("lets its share through in any window, and never nothing for ever", async () => {
    const limits = fc.record({ limit: fc.integer({ min: 1, max: 40 }), instances: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(limits, steps, ({ limit, instances }, given) => {
        const rule: LimitRule = { name: "shared", limit, windowSeconds: 60 };
        const local = new LocalLimits(instances);
        const asks = [{ rule, subject: "somebody" }];
        const taken: number[] = [];
        let now = 0;
        for (const { passed, mode } of given) {
          now += passed;
          const [waitMs] = local.decide(mode, asks, now)[0] ?? [0];
          if (mode === "take" && waitMs === 0) taken.push(now);
        }
        const share = Math.max(1, Math.floor(limit / instances));
        expect(fullest(taken, minuteMs)).toBeLessThanOrEqual(share);
        expect(local.decide("take", asks, now + minuteMs)[0]?.[0]).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
