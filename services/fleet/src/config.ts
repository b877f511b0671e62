import { baseConfig, callerConfig, databaseConfig, natsConfig, readEnvironment } from "@agentos/service-kit/config";
import { runtimeConfig } from "./runtime/runtime-config.ts";

const shape = {
  ...baseConfig,
  ...databaseConfig(),
  ...natsConfig,
  ...callerConfig,
  ...runtimeConfig,
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;
