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
import { schema } from "./db/migrations-directory.ts";
import type { Db, Tables } from "./db/tables.ts";
import { createMeters, type Meters } from "./meters.ts";
import { Forecast } from "./orchestrator/forecast.ts";
import { SpeedBook } from "./orchestrator/speed-book.ts";
import { SeenWorkers } from "./queue/seen-workers.ts";
import { createAddressSigner, type SignAddresses } from "./routes/clip-view.ts";

/** What the service holds while it runs. */
export type Context = {
  config: Config;
  log: Logger;
  metrics: Registry;
  meters: Meters;
  db: Db;
  pool: Pool;
  nc: NatsConnection;
  store: ObjectStore;
  speeds: SpeedBook;
  seenWorkers: SeenWorkers;
  forecast: Forecast;
  signAddresses: SignAddresses;
  /** Closes what was opened here, not what was given. */
  close(): Promise<void>;
};

/** Opens what the service needs; waits for NATS, as long as `signal` allows. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const log = overrides.log ?? createLogger({ service: schema, instance: config.INSTANCE, level: config.LOG_LEVEL });
  const metrics = overrides.metrics ?? createMetrics(schema);
  const database = connectDatabase<Tables>({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    applicationName: schema,
    log,
  });
  const nc = overrides.nc ?? (await openNats(config, log));
  const speeds = new SpeedBook(database.db);
  const seenWorkers = new SeenWorkers();
  return {
    config,
    log,
    metrics,
    meters: createMeters(metrics, database.db, log),
    db: database.db,
    pool: database.pool,
    nc,
    store:
      overrides.store ??
      createFileStore({ inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT }),
    speeds,
    seenWorkers,
    forecast: new Forecast({ db: database.db, speeds, seenWorkers }),
    signAddresses: createAddressSigner(config),
    async close() {
      if (!overrides.nc) await nc.close();
      await database.close();
    },
  };
}

function openNats(config: Config, log: Logger): Promise<NatsConnection> {
  return connectNats({
    url: config.NATS_URL,
    service: "jobs",
    user: config.NATS_USER,
    password: config.NATS_PASSWORD,
    log,
  });
}
