import { queueThresholds } from "@agentos/contracts/limits";
import {
  ConfigError,
  baseConfig,
  callerConfig,
  databaseConfig,
  natsConfig,
  readEnvironment,
  storageConfig,
} from "@agentos/service-kit/config";
import { z } from "zod";

const shape = {
  ...baseConfig,
  ...databaseConfig({ connections: 12 }),
  ...natsConfig,
  ...callerConfig,
  ...storageConfig,
  /** Key of the signed addresses of clips; the same for all instances. */
  MEDIA_TOKEN_KEY: z.string().min(32),
  /** Seconds that such an address works. */
  MEDIA_TOKEN_SECONDS: z.coerce
    .number()
    .int()
    .min(60)
    .default(6 * 3600),
  /** Users who can make jobs of public addresses, in percent. */
  JOBS_FROM_LINKS_PERCENT: z.coerce.number().int().min(0).max(100).default(100),
  /** Steps that wait at a queue from which on staff is warned, and from which on it is critical. */
  QUEUE_WARNING_DEPTH: z.coerce.number().int().min(1).default(queueThresholds.warning),
  QUEUE_CRITICAL_DEPTH: z.coerce.number().int().min(2).default(queueThresholds.critical),
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const config = readEnvironment(shape, env);
  if (config.QUEUE_CRITICAL_DEPTH > config.QUEUE_WARNING_DEPTH) return config;
  throw new ConfigError("QUEUE_CRITICAL_DEPTH has to be greater than QUEUE_WARNING_DEPTH.");
}

export type Config = ReturnType<typeof readConfig>;
