import { socketLimits } from "@agentos/contracts/realtime/frames";
import { baseConfig, callerConfig, natsConfig, readEnvironment } from "@agentos/service-kit/config";
import { networkList } from "@agentos/service-kit/http/networks";
import { z } from "zod";

const shape = {
  ...baseConfig,
  /** Address and port of the sockets' own door. */
  WS_HOST: z.string().default("127.0.0.1"),
  WS_PORT: z.coerce.number().int().min(0).max(65_535).default(8765),
  /** Origins of the pages that may open sockets, separated by commas; where none is given, those of the host that they ask. */
  WS_ORIGINS: z
    .string()
    .default("")
    .transform((text) => text.split(",").map((part) => part.trim()))
    .transform((parts) => parts.filter((part) => part !== ""))
    .pipe(z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin))),
  /** Seconds between two questions whether a socket lives. */
  WS_HEARTBEAT_SECONDS: z.coerce.number().int().min(1).default(socketLimits.heartbeatSeconds),
  /** Sockets that one address may have open, and all together. */
  WS_SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(socketLimits.perAddress),
  WS_MAX_SOCKETS: z.coerce.number().int().min(1).default(10_000),
  ...natsConfig,
  REDIS_URL: z.string(),
  ...callerConfig,
  /** Networks from which administration may be watched, such as `10.0.0.0/8,::1`; where none is given, nobody may. */
  ADMIN_ALLOWLIST: networkList,
  /** Networks whose `X-Forwarded-For` is believed at the sockets' door; none unless told. */
  TRUSTED_PROXIES: networkList,
};

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  return readEnvironment(shape, env);
}

export type Config = ReturnType<typeof readConfig>;
