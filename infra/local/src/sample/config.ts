import { readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

/** What the sample's own process is told. */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment({ API_URL: z.url(), EMAIL: z.string(), PASSWORD: z.string(), VIDEO: z.string() }, env);
}
