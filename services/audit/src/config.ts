import {
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
  ...databaseConfig(),
  ...natsConfig,
  ...callerConfig,
  /** 32 bytes in base64 that wrap the keys of persons. */
  AUDIT_MASTER_KEY: z.string().min(44),
  /** Ed25519 JWK that signs the heads of the chain. */
  AUDIT_SIGNING_KEY: z.string(),
  /** Where the signed heads are written: outside the database. */
  AUDIT_HEADS_FOLDER: z.string(),
  ...storageConfig,
  /** Signs the addresses of exported files; the same as that of jobs, which serves them. */
  MEDIA_TOKEN_KEY: z.string().min(32),
  /** How long the address of an exported file works. */
  EXPORT_SECONDS: z.coerce.number().int().min(60).default(86_400),
  /** How often the end of the chain is signed, in seconds, when it has moved: what is longer there is beyond anybody's rewriting. */
  AUDIT_SIGN_EVERY_SECONDS: z.coerce.number().min(0.05).default(5),
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;

const verifyShape = {
  /** The service's own role, or any that may read its schema. */
  DATABASE_URL: z.string(),
  AUDIT_HEADS_FOLDER: z.string(),
  LOG_LEVEL: baseConfig.LOG_LEVEL,
};

/** What it takes to verify the chain from outside the service. */
export function readVerifyConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(verifyShape, env);
}
