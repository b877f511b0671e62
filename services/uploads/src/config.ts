import { chunkBytes } from "@agentos/contracts/limits";
import {
  baseConfig,
  callerConfig,
  databaseConfig,
  natsConfig,
  readEnvironment,
  storageConfig,
} from "@agentos/service-kit/config";
import { z } from "zod";

const gibibyte = 1024 ** 3;

const shape = {
  ...baseConfig,
  ...databaseConfig({ connections: 10, atLeast: 4 }),
  ...natsConfig,
  ...callerConfig,
  ...storageConfig,
  /** Bytes of the largest file. */
  UPLOAD_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(10 * gibibyte),
  /** Bytes of a chunk; uploads that have begun keep the size that they were told. */
  UPLOAD_CHUNK_BYTES: z.coerce.number().int().min(1).default(chunkBytes),
  /** Bytes that uploads leave free on the disk, for everything else that lives there. */
  UPLOAD_KEEP_FREE_BYTES: z.coerce.number().int().min(0).default(gibibyte),
  /** Seconds without a chunk after which an unfinished upload is given up. */
  UPLOAD_EXPIRE_SECONDS: z.coerce.number().int().min(1).default(86_400),
  /** Seconds between two looks for such uploads. */
  UPLOAD_EXPIRE_EVERY_SECONDS: z.coerce.number().min(0.1).default(60),
  /** Seconds without a byte after which a chunk's connection is given up. */
  UPLOAD_IDLE_SECONDS: z.coerce.number().min(0.1).default(20),
  /** Seconds that an instance keeps the right to finish an upload without renewing it. */
  UPLOAD_LEASE_SECONDS: z.coerce.number().min(1).default(15),
  /** Seconds that a request waits for another one that is finishing the same upload. */
  UPLOAD_WAIT_SECONDS: z.coerce.number().min(0).default(25),
};

export function readConfig(env: Record<string, string | undefined> = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;
