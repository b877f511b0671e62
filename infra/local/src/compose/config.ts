import { readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

/** What the program that configures a deployment in containers is told. */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(
    {
      /** Folder that gets a folder of files for each container. */
      OUTPUT: z.string(),
      LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
    },
    env,
  );
}
