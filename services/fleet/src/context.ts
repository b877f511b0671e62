import { connectDatabase } from "@agentos/database/connect";
import { connectNats } from "@agentos/messaging/connect";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Pool } from "pg";
import type { Registry } from "prom-client";
import type { Config } from "./config.ts";
import type { Db, Tables } from "./db/tables.ts";
import { createMeters, type Meters } from "./meters.ts";
import { Bell } from "./operations/bell.ts";
import { Hearing } from "./registry/hearing.ts";
import { createRuntime } from "./runtime/create-runtime.ts";
import type { Runtime } from "./runtime/runtime.ts";

export const serviceName = "fleet";

/** What the service holds while it runs. */
export type Context = {
  config: Config;
  log: Logger;
  metrics: Registry;
  meters: Meters;
  db: Db;
  pool: Pool;
  nc: NatsConnection;
  /** How long workers could have been heard. */
  hearing: Pick<Hearing, "secondsHearing" | "deaf" | "close">;
  /** What starts and stops workers. */
  runtime: Runtime;
  /** Wakes the reconciler of this instance. */
  bell: Bell;
  /** Rung by each report of a worker that this instance takes down. */
  reports: Bell;
  /** Closes what was opened here, not what was given. */
  close(): Promise<void>;
};

/** Opens what the service needs, and waits for NATS. Tests give their own parts. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const log =
    overrides.log ?? createLogger({ service: serviceName, instance: config.INSTANCE, level: config.LOG_LEVEL });
  const metrics = overrides.metrics ?? createMetrics(serviceName);
  const runtime = overrides.runtime ?? (await createRuntime(config));
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
  const hearing = overrides.hearing ?? new Hearing(nc);
  return {
    config,
    log,
    metrics,
    meters: createMeters(metrics),
    db: database.db,
    pool: database.pool,
    nc,
    hearing,
    runtime,
    bell: new Bell(),
    reports: new Bell(),
    async close() {
      hearing.close();
      if (!overrides.nc) await nc.close();
      await database.close();
    },
  };
}
