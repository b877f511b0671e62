import { baseConfig, readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

const gateway = {
  /** Where the API is; `/api`, `/media` and `/ws` go there, so that the browser sees one origin. */
  GATEWAY_URL: z.url().default("http://127.0.0.1:8001"),
};

export type AppConfig = ReturnType<typeof readAppConfig>;

/** What the server of an app is told, with its usual port and the folder that its app is built into. Errors: ConfigError. */
export function readAppConfig(usual: { port: number; root: string }, env: NodeJS.ProcessEnv = process.env) {
  const shape = {
    ...baseConfig,
    ...gateway,
    PORT: baseConfig.PORT.default(usual.port),
    /** Address that requests to the API are sent from, so that the gateway knows this server among all that are on its machine. */
    GATEWAY_FROM: z.ipv4().optional(),
    /** Folder of the built app. */
    APP_ROOT: z.string().default(usual.root),
  };
  return readEnvironment(shape, env);
}

/** Where the API is, for an app that Vite serves while it is worked on. Errors: ConfigError. */
export function readGatewayUrl(env: NodeJS.ProcessEnv = process.env): string {
  return readEnvironment(gateway, env).GATEWAY_URL;
}
