import { connectDatabase } from "@agentos/database/connect";
import { connectNats } from "@agentos/messaging/connect";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import { createFileStore } from "@agentos/storage/file-store";
import type { ObjectStore } from "@agentos/storage/object-store";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Pool } from "pg";
import type { Registry } from "prom-client";
import type { Config } from "./config.ts";
import type { Db, Tables } from "./db/tables.ts";
import { createHeadSigner, type HeadSigner } from "./heads/head.ts";
import { createMeters, type Meters } from "./meters.ts";

export const serviceName = "audit";

/** What the service holds while it runs. */
export type Context = {
  config: Config;
  log: Logger;
  metrics: Registry;
  meters: Meters;
  db: Db;
  pool: Pool;
  nc: NatsConnection;
  /** Where exported files are kept. */
  store: ObjectStore;
  /** Signs the chain's heads. */
  signer: HeadSigner;
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
  const metrics = overrides.metrics ?? createMetrics(serviceName);
  return {
    config,
    log,
    metrics,
    meters: overrides.meters ?? createMeters(metrics, database.db, log),
    db: database.db,
    pool: database.pool,
    nc,
    store:
      overrides.store ??
      createFileStore({ inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT }),
    signer: overrides.signer ?? createHeadSigner(config.AUDIT_SIGNING_KEY),
    async close() {
      if (!overrides.nc) await nc.close();
      await database.close();
    },
  };
}
