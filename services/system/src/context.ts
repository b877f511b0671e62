import { connectDatabase } from "@agentos/database/connect";
import { connectNats } from "@agentos/messaging/connect";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import { createFileStore, type FileStore } from "@agentos/storage/file-store";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Pool } from "pg";
import type { Registry } from "prom-client";
import type { Config } from "./config.ts";
import type { Db, Tables } from "./db/tables.ts";

export const serviceName = "system";

/** What the service holds while it runs. */
export type Context = {
  config: Config;
  log: Logger;
  metrics: Registry;
  db: Db;
  pool: Pool;
  nc: NatsConnection;
  store: FileStore;
  /** Closes what was opened here, not what was given. */
  close(): Promise<void>;
};

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
  return {
    config,
    log,
    metrics: overrides.metrics ?? createMetrics(serviceName),
    db: database.db,
    pool: database.pool,
    nc,
    store:
      overrides.store ??
      createFileStore({ inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT }),
    async close() {
      if (!overrides.nc) await nc.close();
      await database.close();
    },
  };
}
