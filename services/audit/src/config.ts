import { baseConfig, readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

const shape = {
  ...baseConfig,
  /** The service's own role. */
  DATABASE_URL: z.string(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(3).max(100).default(8),
  NATS_URL: z.string(),
  NATS_USER: z.string(),
  NATS_PASSWORD: z.string(),
  /** Ed25519 JWK that verifies whom the gateway speaks for. */
  CALLER_PUBLIC_KEY: z.string(),
  /** 32 bytes in base64 that wrap the keys of persons. */
  AUDIT_MASTER_KEY: z.string().min(44),
  /** Ed25519 JWK that signs the heads of the chain. */
  AUDIT_SIGNING_KEY: z.string(),
  /** Where the signed heads are written: outside the database. */
  AUDIT_HEADS_FOLDER: z.string(),
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;
