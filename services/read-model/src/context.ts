import { Access } from "@agentos/access-kit/access";
import { connectNats } from "@agentos/messaging/connect";
import { connectRedis } from "@agentos/redis/connect";
import type { RedisLink } from "@agentos/redis/redis-link";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Registry } from "prom-client";
import type { Config } from "./config.ts";
import { EventFeed } from "./dispatcher/event-feed.ts";
import { HeldSnapshot } from "./snapshot/held-snapshot.ts";

export const serviceName = "read-model";

/** No request waits for what is kept in Redis here, and it is large. */
const redisBudgetMs = 500;

/** What the service holds while it runs. */
export type Context = {
  config: Config;
  log: Logger;
  metrics: Registry;
  nc: NatsConnection;
  redis: RedisLink;
  /** Who may come in. */
  access: Access;
  /** What all services tell. */
  feed: EventFeed;
  /** The latest bytes of the snapshot, whoever has built them. */
  held: HeldSnapshot;
  /** Closes what was opened here, not what was given. */
  close(): Promise<void>;
};

/** Opens what the service needs, and waits for NATS. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const log =
    overrides.log ?? createLogger({ service: serviceName, instance: config.INSTANCE, level: config.LOG_LEVEL });
  const { NATS_URL: url, NATS_USER: user, NATS_PASSWORD: password } = config;
  const nc = overrides.nc ?? (await connectNats({ url, service: serviceName, user, password, log }));
  const redis =
    overrides.redis ??
    connectRedis({ url: config.REDIS_URL, name: `${serviceName}-${config.INSTANCE}`, log, budgetMs: redisBudgetMs });
  const access = new Access({ connection: () => nc, log });
  access.listen(nc);
  const metrics = overrides.metrics ?? createMetrics(serviceName);
  return {
    config,
    log,
    metrics,
    nc,
    redis,
    access,
    feed: overrides.feed ?? new EventFeed(nc, log, metrics),
    held: overrides.held ?? new HeldSnapshot(),
    async close() {
      if (!overrides.redis) redis.close();
      if (!overrides.nc) await nc.close();
    },
  };
}
