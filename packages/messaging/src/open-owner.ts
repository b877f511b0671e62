import type { ServiceName } from "@agentos/contracts/services";
import { connectDatabase, type Database } from "@agentos/database/connect";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import type { NatsConnection } from "@nats-io/transport-node";
import { connectNats } from "./connect.ts";

/** Of a service's configuration, what is needed to open its database and NATS as itself. */
export type OwnerConfig = {
  INSTANCE: string;
  LOG_LEVEL: string;
  DATABASE_URL: string;
  DATABASE_POOL_SIZE: number;
  NATS_URL: string;
  NATS_USER: string;
  NATS_PASSWORD: string;
};

/** What every service that owns data holds, whatever else it does. */
export type OwnerParts<Tables> = Pick<Database<Tables>, "db" | "pool"> & {
  log: Logger;
  metrics: ReturnType<typeof createMetrics>;
  nc: NatsConnection;
  /** Closes what was opened here, not what was given. */
  close(): Promise<void>;
};

/** Opens what a service that owns data cannot do without, and waits for NATS. Tests give their own parts. */
export async function openOwner<Tables>(
  service: ServiceName,
  config: OwnerConfig,
  given: Partial<Pick<OwnerParts<Tables>, "log" | "metrics" | "nc">>,
): Promise<OwnerParts<Tables>> {
  const log = given.log ?? createLogger({ service, instance: config.INSTANCE, level: config.LOG_LEVEL });
  const metrics = given.metrics ?? createMetrics(service);
  const { DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize } = config;
  const database = connectDatabase<Tables>({ url, poolSize, applicationName: service, log });
  const { NATS_URL, NATS_USER: user, NATS_PASSWORD: password } = config;
  const nc = given.nc ?? (await connectNats({ url: NATS_URL, service, user, password, log }));
  return {
    log,
    metrics,
    db: database.db,
    pool: database.pool,
    nc,
    async close() {
      if (!given.nc) await nc.close();
      await database.close();
    },
  };
}
