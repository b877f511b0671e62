import { connectDatabase } from "@agentos/database/connect";
import { connectNats } from "@agentos/messaging/connect";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Pool } from "pg";
import type { Registry } from "prom-client";
import type { Config } from "./config.ts";
import { schema } from "./db/migrations-directory.ts";
import type { Db, Tables } from "./db/tables.ts";
import { createPasswordHasher, type PasswordHasher } from "./domain/password-hasher.ts";
import { createSecrets, type Secrets } from "./domain/secrets.ts";
import { KeyRing } from "./keys/key-ring.ts";
import { rotationPolicy } from "./keys/policy.ts";
import { createWaitingRoom, type WaitingRoom } from "./lockout/waiting-room.ts";
import { lockoutPolicy, type LockoutPolicy } from "./lockout/policy.ts";
import { createMeters, type Meters } from "./meters.ts";

/** What the service holds while it runs. */
export type Context = {
  config: Config;
  log: Logger;
  metrics: Registry;
  meters: Meters;
  db: Db;
  pool: Pool;
  nc: NatsConnection;
  secrets: Secrets;
  keys: KeyRing;
  passwords: PasswordHasher;
  lockout: { policy: LockoutPolicy; waiting: WaitingRoom };
  /** Closes what was opened here, not what was given. */
  close(): Promise<void>;
};

/** Opens what the service needs; waits for NATS. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const log = overrides.log ?? createLogger({ service: schema, instance: config.INSTANCE, level: config.LOG_LEVEL });
  const metrics = overrides.metrics ?? createMetrics(schema);
  const meters = overrides.meters ?? createMeters(metrics);
  const nc = overrides.nc ?? (await openNats(config, log));
  const { db, pool, close } = connectDatabase<Tables>({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    applicationName: schema,
    log,
  });
  const secrets = createSecrets(config.IDENTITY_KEY_ENCRYPTION_KEY);
  return {
    config,
    log,
    metrics,
    meters,
    db,
    pool,
    nc,
    secrets,
    keys: new KeyRing({ db, log, meters, secrets, policy: rotationPolicy(config) }),
    passwords:
      overrides.passwords ??
      createPasswordHasher({ concurrency: config.HASH_CONCURRENCY, waiting: config.HASH_WAITING }),
    lockout: { policy: lockoutPolicy(config), waiting: createWaitingRoom(config.HASH_WAITING) },
    async close() {
      if (!overrides.nc) await nc.close();
      await close();
    },
  };
}

function openNats(config: Config, log: Logger): Promise<NatsConnection> {
  return connectNats({
    url: config.NATS_URL,
    service: schema,
    user: config.NATS_USER,
    password: config.NATS_PASSWORD,
    log,
  });
}
