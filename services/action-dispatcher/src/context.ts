import { breakerOf, type BusinessService } from "@agentos/contracts/actions/action-contract";
import { connectDatabase } from "@agentos/database/connect";
import { connectNats } from "@agentos/messaging/connect";
import { createBreaker, type Breaker } from "@agentos/redis/breaker/breaker";
import { usualBreaker } from "@agentos/redis/breaker/breaker-settings";
import { connectRedis } from "@agentos/redis/connect";
import { createLimiter, type Limiter } from "@agentos/redis/limiter/limiter";
import type { RedisLink } from "@agentos/redis/redis-link";
import { createReplyCache, type ReplyCache } from "@agentos/redis/reply-cache";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Pool } from "pg";
import type { Registry } from "prom-client";
import { Refusals } from "./audit/refusals.ts";
import { createSealer, type Sealer } from "./audit/sealer.ts";
import type { Config } from "./config.ts";
import type { Db, Tables } from "./db/tables.ts";
import { createMeters, type Meters } from "./meters.ts";

export const serviceName = "action-dispatcher";

/** What the service holds while it runs. */
export type Context = {
  config: Config;
  log: Logger;
  metrics: Registry;
  meters: Meters;
  db: Db;
  pool: Pool;
  nc: NatsConnection;
  sealer: Sealer;
  refusals: Refusals;
  redis: RedisLink;
  limiter: Limiter;
  breaker: Breaker<BusinessService>;
  replies: ReplyCache;
  /** Closes what was opened here, not what was given. */
  close(): Promise<void>;
};

const replySeconds = 3600;

/** Opens what the service needs, and waits for NATS. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const log =
    overrides.log ?? createLogger({ service: serviceName, instance: config.INSTANCE, level: config.LOG_LEVEL });
  const database = connectDatabase<Tables>({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    applicationName: serviceName,
    log,
  });
  const nc =
    overrides.nc ??
    (await connectNats({
      url: config.NATS_URL,
      service: serviceName,
      user: config.NATS_USER,
      password: config.NATS_PASSWORD,
      log,
    }));
  const redis = connectRedis({ url: config.REDIS_URL, name: serviceName, log, budgetMs: config.REDIS_BUDGET_MS });
  const metrics = overrides.metrics ?? createMetrics(serviceName);
  return {
    config,
    log,
    metrics,
    meters: createMeters(metrics),
    db: database.db,
    pool: database.pool,
    nc,
    sealer: createSealer(database.db, config.AUDIT_MASTER_KEY),
    refusals: new Refusals(database.db),
    redis,
    limiter: createLimiter({ redis, instances: config.INSTANCES, log }),
    breaker: createBreaker({ redis, prefix: serviceName, log, settings: breakerSettings(config) }),
    replies: createReplyCache({ redis, prefix: serviceName, seconds: replySeconds, log }),
    async close() {
      redis.close();
      if (!overrides.nc) await nc.close();
      await database.close();
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
