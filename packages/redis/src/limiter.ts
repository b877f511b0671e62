import path from "node:path";
import type { Logger } from "@agentos/service-kit/logger";
import type { Redis } from "ioredis";
import { LocalWindow } from "./local-window.ts";
import { readScript, runScript } from "./script.ts";

/** At most `limit` calls in any `windowSeconds`; in any ten seconds at most max(1, ⌈limit / 3⌉) where `burst` is set. */
export type LimitRule = { name: string; limit: number; windowSeconds: number; burst: boolean };

export type Verdict = { allowed: boolean; limit: number; remaining: number; retryAfterSeconds: number };

export type Limiter = {
  /** Counts a call of `subject` (a user, an address) under the rule and says whether it may go on. Never throws. */
  take(rule: LimitRule, subject: string): Promise<Verdict>;
};

const slidingWindow = readScript(path.join(import.meta.dirname, "sliding-window.lua"));
const burstWindowMs = 10_000;
const sweepEvery = 1000;

/**
 * A limiter whose counts are in Redis, for all instances together. When Redis is away or slow each instance limits to its
 * share (limit ÷ instances, at least 1): stricter, never open.
 */
export function createLimiter(options: { redis: Redis; instances: number; log: Logger }): Limiter {
  const local = new LocalWindow();
  let localCalls = 0;
  const takeLocally = (rule: LimitRule, subject: string): Verdict => {
    const now = performance.now();
    const windowMs = rule.windowSeconds * 1000;
    localCalls += 1;
    if (localCalls % sweepEvery === 0) local.sweep(windowMs, now);
    const share = Math.max(1, Math.floor(rule.limit / options.instances));
    return toVerdict(rule, local.take(`${rule.name}:${subject}`, share, windowMs, now));
  };
  return {
    async take(rule, subject) {
      const windowMs = rule.windowSeconds * 1000;
      const burstLimit = rule.burst ? Math.max(1, Math.ceil(rule.limit / 3)) : rule.limit;
      try {
        const reply = await runScript(
          options.redis,
          slidingWindow,
          [`limit:${rule.name}:${subject}`],
          [rule.limit, windowMs, burstLimit, burstWindowMs],
        );
        const [allowed, remaining, retryAfterMs] = reply as [number, number, number];
        return toVerdict(rule, { allowed: allowed === 1, remaining, retryAfterMs });
      } catch (error) {
        options.log.debug({ err: error, rule: rule.name }, "limiting locally");
        return takeLocally(rule, subject);
      }
    },
  };
}

function toVerdict(rule: LimitRule, result: { allowed: boolean; remaining: number; retryAfterMs: number }): Verdict {
  const retryAfterSeconds = Math.ceil(result.retryAfterMs / 1000);
  return { allowed: result.allowed, limit: rule.limit, remaining: result.remaining, retryAfterSeconds };
}
