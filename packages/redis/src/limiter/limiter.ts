import type { Logger } from "@agentos/service-kit/logger";
import type { RedisLink } from "../redis-link.ts";
import type { Ask, Verdict } from "./limit-rule.ts";
import { argumentsOf, keyOf, limitScript, type LimitMode, type LimitReply } from "./limit-script.ts";
import { LocalLimits } from "./local-limits.ts";

export type Limiter = {
  /** Counts one call under every rule that is asked about, or, when one of them refuses, under none. Never throws. */
  take(asks: Ask | readonly Ask[]): Promise<Verdict>;
  /** Says how `take` would answer, and counts nothing. Never throws. */
  peek(asks: Ask | readonly Ask[]): Promise<Verdict>;
  /** Counts what has been used already, even below zero: bytes that were sent. For token buckets. Never throws. */
  charge(asks: Ask | readonly Ask[]): Promise<Verdict>;
  /** Counts several calls at once: as many as there are left, up to the cost; `calls` says how many. Never throws. */
  lease(ask: Ask): Promise<Verdict & { calls: number }>;
};

export type LimiterOptions = {
  redis: RedisLink;
  /** How many instances of the service share the limits when Redis is away. */
  instances: number;
  log: Logger;
};

/**
 * A limiter whose counts are in Redis, by its clock, for all instances together: one call for all rules of a request. While Redis is
 * away or slow each instance limits to its share: never open. A Redis that lost its counts costs one window.
 */
export function createLimiter({ redis, instances, log }: LimiterOptions): Limiter {
  const local = new LocalLimits(instances);
  const ask = async (mode: LimitMode, given: Ask | readonly Ask[]): Promise<Verdict & { calls: number }> => {
    const asks = "rule" in given ? [given] : given;
    try {
      const reply = (await redis.run(limitScript, asks.map(keyOf), argumentsOf(mode, asks))) as LimitReply;
      local.hear(asks, reply, performance.now());
      return toVerdict(asks, reply, "redis");
    } catch (error) {
      log.debug({ err: error, rules: asks.map(({ rule }) => rule.name) }, "limiting locally");
      return toVerdict(asks, local.decide(mode, asks, performance.now()), "instance");
    }
  };
  return {
    take: (asks) => ask("take", asks),
    peek: (asks) => ask("peek", asks),
    charge: (asks) => ask("charge", asks),
    lease: (one) => ask("lease", one),
  };
}

function toVerdict(asks: readonly Ask[], reply: LimitReply, by: Verdict["by"]): Verdict & { calls: number } {
  const standings = asks.map(({ rule }, index) => {
    const [waitMs, remaining, resetMs] = reply[index] ?? [0, 0, 0];
    return {
      rule,
      allowed: waitMs <= 0,
      remaining,
      resetSeconds: Math.ceil(resetMs / 1000),
      retryAfterSeconds: Math.ceil(waitMs / 1000),
    };
  });
  return {
    allowed: standings.every((standing) => standing.allowed),
    retryAfterSeconds: Math.max(0, ...standings.map((standing) => standing.retryAfterSeconds)),
    by,
    standings,
    calls: reply[0]?.[3] ?? 0,
  };
}
