import { operationsByService } from "@agentos/contracts/api/operations";
import { serviceNames, variableOf, type ServiceName } from "@agentos/contracts/services";
import { baseConfig, natsConfig, readEnvironment } from "@agentos/service-kit/config";
import { networkList } from "@agentos/service-kit/http/networks";
import { z } from "zod";
import { limitSettings } from "./limits/limit-settings.ts";

/** Services behind the gateway that answer operations of the API. */
export const upstreamNames = serviceNames.filter((name) => name !== "gateway" && operationsByService[name]);

/** `a, b` as a list. */
const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );

const shape = {
  ...baseConfig,
  PORT: baseConfig.PORT.default(8001),
  ...natsConfig,
  /** Ed25519 JWK that signs for the services whom the gateway speaks for. */
  CALLER_PRIVATE_KEY: z.string(),
  /** Origins of other sites that may call from a browser, such as `https://clips.example.com`. */
  CORS_ORIGINS: list.pipe(z.array(z.url({ protocol: /^https?$/ }))),
  /** Networks whose `X-Forwarded-For` is believed, such as `10.0.0.0/8`; none unless told. */
  TRUSTED_PROXIES: networkList,
  /** Networks from which administration may be read, such as `10.0.0.0/8,::1`; where none is given, nobody may. */
  ADMIN_ALLOWLIST: networkList,
  /** Where read-model takes sockets, such as `ws://read-model:8765`. */
  READ_MODEL_WS_URL: z.url({ protocol: /^wss?$/ }),
  /** Milliseconds that a service may take until it begins to answer. */
  UPSTREAM_TIMEOUT_MS: z.coerce.number().int().min(100).default(60_000),
  REDIS_URL: z.string(),
  /** Milliseconds that Redis may take to answer; later the gateway goes on without it. */
  REDIS_BUDGET_MS: z.coerce.number().int().min(1).default(25),
  ...limitSettings,
};

const addresses = Object.fromEntries(upstreamNames.map((name) => [variableOf(name, "URL"), z.url()]));

/** `IDENTITY_URL` and so on say where each service's internal HTTP interface is. */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const config = readEnvironment(shape, env);
  const urls = readEnvironment(addresses, env);
  const upstreams = Object.fromEntries(upstreamNames.map((name) => [name, urls[variableOf(name, "URL")]]));
  return { ...config, upstreams: upstreams as Partial<Record<ServiceName, string>> };
}

export type Config = ReturnType<typeof readConfig>;
