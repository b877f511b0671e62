import { readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

/** What the program that configures a deployment in containers is told. */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(
    {
      /** Folder that gets a folder of files for each container. */
      OUTPUT: z.string(),
      /** Networks of administrators and of trusted proxies, separated by commas. */
      ADMIN_NETWORKS: z.string().default(""),
      TRUSTED_PROXIES: z.string().default(""),
      LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
    },
    env,
  );
}

export type ComposeConfig = ReturnType<typeof readConfig>;
