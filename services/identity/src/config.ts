import { baseConfig, callerConfig, databaseConfig, natsConfig, readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

const whole = z.coerce.number().int();

const database = {
  ...databaseConfig(),
};

const shape = {
  ...baseConfig,
  ...database,
  ...natsConfig,
  ...callerConfig,
  /** 32 random bytes in base64: seals the signing keys in the database, and chains refresh tokens. */
  IDENTITY_KEY_ENCRYPTION_KEY: z
    .base64()
    .transform((text) => Buffer.from(text, "base64"))
    .refine((key) => key.length === 32, "must be 32 bytes in base64"),
  /** Whether anyone may make an account. */
  REGISTRATION_OPEN: z.stringbool().default(false),
  /** Days that a refresh token works, and that a session can be kept going by them. */
  REFRESH_TOKEN_DAYS: whole.min(1).max(90).default(7),
  SESSION_MAX_DAYS: whole.min(1).max(365).default(30),
  /**
   * Seconds in which the same exchange is answered again: longer than a restart of a part of the system, so that a reply
   * that was lost in it signs nobody out.
   */
  REFRESH_GRACE_SECONDS: whole.min(0).max(120).default(30),
  /** Days after which a new key signs. */
  SIGNING_KEY_DAYS: whole.min(1).max(365).default(30),
  /** Password hashes under way at once; each takes 19 MiB. */
  HASH_CONCURRENCY: whole.min(1).max(64).default(2),
  /** Sign-ins that wait for their hash; more are turned away. */
  HASH_WAITING: whole.min(1).max(10_000).default(64),
  /** Failed sign-ins that lock an account, and that lock a network. */
  SIGN_IN_FAILURES: whole.min(1).max(1_000_000).default(5),
  SIGN_IN_FAILURES_PER_ADDRESS: whole.min(1).max(1_000_000).default(5),
  /** Seconds of the first lock, the second in a row, and so on; the last one goes on. */
  SIGN_IN_LOCK_SECONDS: z
    .string()
    .default("60,300,900,3600")
    .transform((text) => text.split(",").map(Number))
    .pipe(z.array(z.int().min(1).max(86_400))),
  /** Seconds of the longest lock that failures from strange networks can bring about. */
  SIGN_IN_ACCOUNT_LOCK_MAX_SECONDS: whole.min(1).max(86_400).default(900),
  /** Seconds after which failures, and locks that are over, do not count any more. */
  SIGN_IN_FORGET_SECONDS: whole.min(60).max(86_400).default(3600),
  /** Makes an account of each role, with its passwords in this file. For a local start only. */
  DEMO_ACCOUNTS_FILE: z.string().optional(),
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;

/** What the program that makes the first administrator needs. */
export function readAdminConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment({ ...database, LOG_LEVEL: baseConfig.LOG_LEVEL.default("warn") }, env);
}

/** How long sessions and refresh tokens last. */
export function sessionLife(config: Config): { refreshDays: number; maxDays: number } {
  return { refreshDays: config.REFRESH_TOKEN_DAYS, maxDays: config.SESSION_MAX_DAYS };
}
