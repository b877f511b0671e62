import { breakerOf, type BusinessService } from "@agentos/contracts/actions/action-contract";
import { openOwner, type OwnerParts } from "@agentos/messaging/open-owner";
import { createBreaker, type Breaker } from "@agentos/redis/breaker/breaker";
import { usualBreaker } from "@agentos/redis/breaker/breaker-settings";
import { connectRedis } from "@agentos/redis/connect";
import { createLimiter, type Limiter } from "@agentos/redis/limiter/limiter";
import type { RedisLink } from "@agentos/redis/redis-link";
import { createReplyCache, type ReplyCache } from "@agentos/redis/reply-cache";
import { Refusals } from "./audit/refusals.ts";
import { createSealer, type Sealer } from "./audit/sealer.ts";
import type { Config } from "./config.ts";
import type { Tables } from "./db/tables.ts";
import { createMeters, type Meters } from "./meters.ts";

export const serviceName = "action-dispatcher";

/** What the service holds while it runs. */
export type Context = OwnerParts<Tables> & {
  config: Config;
  meters: Meters;
  sealer: Sealer;
  refusals: Refusals;
  redis: RedisLink;
  limiter: Limiter;
  breaker: Breaker<BusinessService>;
  replies: ReplyCache;
};

const replySeconds = 3600;

/** Opens what the service needs, and waits for NATS. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const owner = await openOwner<Tables>(serviceName, config, overrides);
  const { log, metrics, db } = owner;
  const redis = connectRedis({ url: config.REDIS_URL, name: serviceName, log, budgetMs: config.REDIS_BUDGET_MS });
  return {
    ...owner,
    config,
    meters: createMeters(metrics),
    sealer: createSealer(db, config.AUDIT_MASTER_KEY),
    refusals: new Refusals(db),
    redis,
    limiter: createLimiter({ redis, instances: config.INSTANCES, log }),
    breaker: createBreaker({ redis, prefix: serviceName, log, settings: breakerSettings(config) }),
    replies: createReplyCache({ redis, prefix: serviceName, seconds: replySeconds, log }),
    async close() {
      redis.close();
      await owner.close();
    },
  };
}

/** Read at each call: operators change them meanwhile. */
function breakerSettings(config: Config) {
  return {
    ...usualBreaker,
    services: [...new Set(Object.values(breakerOf))],
    carefulServices: ["queue", "system"] satisfies BusinessService[],
    get failures() {
      return config.ACTION_BREAKER_FAILURES;
    },
    get calls() {
      return config.ACTION_BREAKER_CALLS;
    },
    get openSeconds() {
      return config.ACTION_BREAKER_OPEN_SECONDS;
    },
  };
}
