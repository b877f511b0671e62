import { z } from "zod";

/** What every service reads. Ports of 0 let the system choose. */
export const baseConfig = {
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
  /** Port of the internal HTTP interface. */
  PORT: z.coerce.number().int().min(0).max(65535).default(0),
  /** Address that the interfaces listen on; the pod's own network in a cluster. */
  HOST: z.string().default("127.0.0.1"),
  /** Port of probes and metrics. */
  OPS_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  /** Name of this running copy, told in logs and to other services. */
  INSTANCE: z.string().default(`${process.pid}`),
};

/** What reaches NATS as one user of it. */
export const natsConfig = { NATS_URL: z.string(), NATS_USER: z.string(), NATS_PASSWORD: z.string() };

/** The folders of the file store. */
export const storageConfig = { STORAGE_ROOT_INPUT: z.string(), STORAGE_ROOT_OUTPUT: z.string() };

/** Ed25519 JWK that verifies whom the gateway speaks for. */
export const callerConfig = { CALLER_PUBLIC_KEY: z.string() };

/** What reaches the database as the service's own role, with so many connections unless told otherwise. */
export function databaseConfig({ connections = 8, atLeast = 3 } = {}) {
  const poolSize = z.coerce.number().int().min(atLeast).max(100).default(connections);
  return { DATABASE_URL: z.string(), DATABASE_POOL_SIZE: poolSize };
}

/** A service cannot start with what it was given; the message lists every finding. */
export class ConfigError extends Error {}

/**
 * Reads a configuration from environment variables. An empty variable counts as not given.
 * Errors: ConfigError with one line per finding; values are not repeated, since they may be secret.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: Record<string, string | undefined>,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new ConfigError(`The configuration is not usable:\n${lines.join("\n")}`);
}
