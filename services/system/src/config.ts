import {
  baseConfig,
  callerConfig,
  databaseConfig,
  natsConfig,
  readEnvironment,
  storageConfig,
} from "@agentos/service-kit/config";
import { networkList } from "@agentos/service-kit/http/networks";
import { z } from "zod";
import { destinationList } from "./webhooks/destinations.ts";

const portList = z
  .string()
  .default("80,443")
  .transform((text) => text.split(",").map(Number))
  .pipe(z.array(z.int().min(1).max(65_535)).min(1));

const shape = {
  ...baseConfig,
  ...databaseConfig(),
  /** The maintenance role: for backups and the care of the database, nothing else. */
  MAINTENANCE_DATABASE_URL: z.string(),
  ...natsConfig,
  ...callerConfig,
  ...storageConfig,
  /** Signs the addresses of exported files; the same as that of jobs, which serves them. */
  MEDIA_TOKEN_KEY: z.string().min(32),
  /** The webhooks that can be told of something, as JSON, with their secrets. */
  WEBHOOKS: destinationList,
  /** Networks of webhooks that are told although they are not public; separated by commas. */
  WEBHOOK_NETWORKS: networkList,
  /** Ports that webhooks may have; separated by commas. */
  WEBHOOK_PORTS: portList,
  /** How often something is sent to a webhook before it is given up; the first wait in between, doubled each time. */
  WEBHOOK_TRIES: z.coerce.number().int().min(1).max(20).default(8),
  WEBHOOK_WAIT_SECONDS: z.coerce.number().min(0.1).max(600).default(5),
  /** So many backups are kept: the newest. */
  BACKUPS_KEPT: z.coerce.number().int().min(1).max(50).default(20),
  /** How long the address of an exported file works. */
  EXPORT_SECONDS: z.coerce.number().int().min(60).default(86_400),
  /** How long a job may take, from when it was created until its clips are there, to be counted as within the target. */
  JOB_SLA_SECONDS: z.coerce.number().positive().default(1800),
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;
