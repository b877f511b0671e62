import { baseConfig, readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

const shape = {
  ...baseConfig,
  /** The service's own role. */
  DATABASE_URL: z.string(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(3).max(100).default(8),
  /** The role to which all tables belong: for backups and the care of the database, nothing else. */
  MAINTENANCE_DATABASE_URL: z.string(),
  NATS_URL: z.string(),
  NATS_USER: z.string(),
  NATS_PASSWORD: z.string(),
  /** Ed25519 JWK that verifies whom the gateway speaks for. */
  CALLER_PUBLIC_KEY: z.string(),
  STORAGE_ROOT_INPUT: z.string(),
  STORAGE_ROOT_OUTPUT: z.string(),
  /** Signs the addresses of exported files; the same as that of jobs, which serves them. */
  MEDIA_TOKEN_KEY: z.string().min(32),
  /** How long the address of an exported file works. */
  EXPORT_SECONDS: z.coerce.number().int().min(60).default(86_400),
  /** How long a job may take, from when it was created until its clips are there, to be counted as within the target. */
  JOB_SLA_SECONDS: z.coerce.number().positive().default(1800),
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;
