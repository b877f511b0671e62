import { Access } from "@agentos/access-kit/access";
import { SettingsFollower } from "@agentos/config-kit/follow-settings";
import type { LiveSettings } from "@agentos/config-kit/live-settings";
import { AppError } from "@agentos/contracts/errors";
import { connectNats } from "@agentos/messaging/connect";
import { serveHealth } from "@agentos/messaging/serve-health";
import { connectRedis } from "@agentos/redis/connect";
import { createLimiter, type Limiter } from "@agentos/redis/limiter/limiter";
import type { RedisLink } from "@agentos/redis/redis-link";
import type { Caller } from "@agentos/service-kit/http/caller";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Registry } from "prom-client";
import { createCallerSeal } from "./auth/caller-seal.ts";
import { healthChecks } from "./checks.ts";
import type { Config } from "./config.ts";
import { followSnapshot } from "./ssot/follow-snapshot.ts";
import { HeldSnapshot } from "./ssot/held-snapshot.ts";
import { followSwitches, type FollowedSwitches } from "./switches/follow-switches.ts";
import { createReachability, type Reachability } from "./upstream/reachability.ts";

/** What the gateway holds while it runs. */
export type Context = {
  config: Config;
  log: Logger;
  metrics: Registry;
  /** Who may come in. */
  access: Access;
  /** Signs for the services who calls. */
  sealCaller: (caller: Caller) => Promise<string>;
  reachability: () => Promise<Reachability>;
  /** Counts requests; without Redis by itself. */
  limiter: Limiter;
  redis: RedisLink;
  /** Keeps `config` as operators have set it. */
  follower: SettingsFollower;
  /** The latest snapshot of everything. */
  held: HeldSnapshot;
  /** What staff has switched for the whole system. */
  followed: FollowedSwitches;
  /** Closes what was opened here. */
  close(): Promise<void>;
};

export type Overrides = Partial<Pick<Context, "log" | "metrics">>;

/** Opens what the gateway needs. It serves also while NATS or Redis is away, so it does not wait for them. */
export function createContext(settings: LiveSettings<"gateway", Config>, overrides: Overrides = {}): Context {
  const { config } = settings;
  const log = overrides.log ?? createLogger({ service: "gateway", instance: config.INSTANCE, level: config.LOG_LEVEL });
  const held = new HeldSnapshot();
  const nats = connectInBackground(config, log, (nc) => {
    access.listen(nc);
    follower.listen(nc);
    followSnapshot(nc, held, log);
    followed.listen(nc);
    serveHealth({ nc, log }, "gateway", healthChecks({ access, followed, redis }));
  });
  const access = new Access({ connection: () => nats.connection(), log });
  const follower = new SettingsFollower({ settings, connection: () => nats.connection(), log });
  const { REDIS_URL: url, REDIS_BUDGET_MS: budgetMs, INSTANCES: instances } = config;
  const redis = connectRedis({ url, name: `gateway-${config.INSTANCE}`, log, budgetMs });
  const followed = followSwitches({ connection: () => nats.connection(), redis, log });
  return {
    config,
    log,
    metrics: overrides.metrics ?? createMetrics("gateway"),
    access,
    sealCaller: createCallerSeal(config.CALLER_PRIVATE_KEY),
    reachability: createReachability(config.upstreams),
    limiter: createLimiter({ redis, instances, log }),
    redis,
    follower,
    held,
    followed,
    async close() {
      redis.close();
      await nats.close();
    },
  };
}

/** Connects to NATS without anyone waiting for it; tries again when it is asked for and the last try has failed. */
function connectInBackground(
  config: Config,
  log: Logger,
  onConnected: (nc: NatsConnection) => void,
): { connection(): NatsConnection; close(): Promise<void> } {
  let connected: NatsConnection | undefined;
  let connecting = false;
  const connect = async (): Promise<void> => {
    connecting = true;
    try {
      const { NATS_URL: url, NATS_USER: user, NATS_PASSWORD: password } = config;
      connected = await connectNats({ url, service: "gateway", user, password, log });
      onConnected(connected);
    } catch (error) {
      log.error({ err: error }, "no connection to NATS");
    } finally {
      connecting = false;
    }
  };
  void connect();
  return {
    connection() {
      if (connected) return connected;
      if (!connecting) void connect();
      throw new AppError("SERVICE_UNAVAILABLE", "NATS has not been reached yet.");
    },
    async close() {
      await connected?.close();
    },
  };
}
