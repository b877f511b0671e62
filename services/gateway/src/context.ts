import { AppError } from "@agentos/contracts/errors";
import { accessChanged, accessChanges, getJwks } from "@agentos/contracts/messages/identity";
import { connectNats } from "@agentos/messaging/connect";
import { ask, onHint } from "@agentos/messaging/request";
import { connectRedis } from "@agentos/redis/connect";
import { createLimiter, type Limiter } from "@agentos/redis/limiter/limiter";
import type { Caller } from "@agentos/service-kit/http/caller";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Registry } from "prom-client";
import { AccessBook } from "./auth/access-book.ts";
import { AccessFeed } from "./auth/access-feed.ts";
import { createCallerSeal } from "./auth/caller-seal.ts";
import { Jwks, type FetchJwks } from "./auth/jwks.ts";
import { TokenVerifier } from "./auth/token-verifier.ts";
import type { Config } from "./config.ts";
import { createReachability, type Reachability } from "./upstream/reachability.ts";

/** What the gateway holds while it runs. */
export type Context = {
  config: Config;
  log: Logger;
  metrics: Registry;
  jwks: Jwks;
  /** Brings what has changed since access tokens were signed. */
  accessFeed: AccessFeed;
  accessBook: AccessBook;
  verifier: TokenVerifier;
  /** Signs for the services who calls. */
  sealCaller: (caller: Caller) => Promise<string>;
  reachability: () => Promise<Reachability>;
  /** Counts requests; without Redis by itself. */
  limiter: Limiter;
  /** Closes what was opened here. */
  close(): Promise<void>;
};

export type Overrides = Partial<Pick<Context, "log" | "metrics">>;

/** Opens what the gateway needs. It serves also while NATS or Redis is away, so it does not wait for them. */
export function createContext(config: Config, overrides: Overrides = {}): Context {
  const log = overrides.log ?? createLogger({ service: "gateway", instance: config.INSTANCE, level: config.LOG_LEVEL });
  const nats = connectInBackground(config, log, (nc) => onHint(nc, accessChanged, log, () => accessFeed.wake()));
  const fetch: FetchJwks = async () => ask(nats.connection(), getJwks, {});
  const jwks = new Jwks({ fetch, log, onWithdrawn: () => verifier.forget() });
  const accessBook = new AccessBook();
  const accessFeed = new AccessFeed({
    fetch: async (after) => ask(nats.connection(), accessChanges, { after }),
    book: accessBook,
    log,
  });
  const verifier = new TokenVerifier(jwks, accessBook);
  const { REDIS_URL: url, REDIS_BUDGET_MS: budgetMs, INSTANCES: instances } = config;
  const redis = connectRedis({ url, name: `gateway-${config.INSTANCE}`, log, budgetMs });
  return {
    config,
    log,
    metrics: overrides.metrics ?? createMetrics("gateway"),
    jwks,
    accessFeed,
    accessBook,
    verifier,
    sealCaller: createCallerSeal(config.CALLER_PRIVATE_KEY),
    reachability: createReachability(config.upstreams),
    limiter: createLimiter({ redis, instances, log }),
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
