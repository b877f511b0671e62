import { baseConfig, readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";
import { runtimeConfig } from "./runtime/runtime-config.ts";

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
  ...runtimeConfig,
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;
