import path from "node:path";
import { baseConfig, readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

const shape = {
  ...baseConfig,
  PORT: z.coerce.number().int().min(0).max(65535).default(8000),
  /** Where the API is; `/api` and `/media` go there, so that the browser sees one origin. */
  GATEWAY_URL: z.url().default("http://127.0.0.1:8001"),
  /** Address that requests to the API are sent from, so that the gateway knows this server among all that are on its machine. */
  GATEWAY_FROM: z.ipv4().optional(),
  /** Folder of the built app. */
  APP_ROOT: z.string().default(path.resolve(import.meta.dirname, "../dist")),
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;
