import path from "node:path";
import { parseArgs } from "node:util";
import { schemaOwners } from "@agentos/contracts/services";
import { readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

const port = (standard: number) => z.coerce.number().int().min(0).max(65_535).default(standard);
const flagOption = { type: "boolean", default: false } as const;
const flag = z.enum(["on", "off"]).default("on");

const shape = {
  PATH: z.string().default("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
  /** Where the package manager keeps what it has downloaded. */
  HOME: z.string().default("/nonexistent"),
  /** Folder of the servers' data, secrets and logs. */
  AGENTOS_STATE: z.string().default(".agentos"),
  /** Folder of uploads and clips. */
  AGENTOS_MEDIA: z.string().default("io"),
  /** Ports that people use; 0 takes a free one. */
  AGENTOS_PORT_APP: port(8000),
  AGENTOS_PORT_ADMIN: port(8004),
  AGENTOS_PORT_API: port(8001),
  AGENTOS_PORT_WS: port(8765),
  /** Address that the apps and the API listen on, loopback or all; everything else is on loopback. */
  AGENTOS_HOST: z.enum(["127.0.0.1", "0.0.0.0"]).default("127.0.0.1"),
  /** Whether a first start makes a sample video. */
  AGENTOS_SAMPLE: flag,
  /** Services of which a second copy runs, in a process of its own: `jobs,fleet`. The gateway knows the first alone. */
  AGENTOS_COPIES: z
    .string()
    .default("")
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(z.enum([...schemaOwners, "read-model"]))),
  AGENTOS_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
  /** Servers to use instead of private ones, each with the credentials of an administrator. */
  DATABASE_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  NATS_URL: z.string().optional(),
};

export type LocalConfig = ReturnType<typeof readConfig>;

export const repositoryRoot = path.resolve(import.meta.dirname, "../../..");

/** What `npm start` is told by flags and by the environment. Errors: ConfigError; an unknown flag. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, argv: string[] = process.argv.slice(2)) {
  const { values } = parseArgs({
    args: argv,
    options: { fresh: flagOption, split: flagOption, watch: flagOption },
  });
  const read = readEnvironment(shape, env);
  return {
    fresh: values.fresh,
    split: values.split,
    watch: values.watch,
    searchPath: read.PATH,
    home: read.HOME,
    stateFolder: path.resolve(repositoryRoot, read.AGENTOS_STATE),
    mediaFolder: path.resolve(repositoryRoot, read.AGENTOS_MEDIA),
    ports: {
      app: read.AGENTOS_PORT_APP,
      admin: read.AGENTOS_PORT_ADMIN,
      api: read.AGENTOS_PORT_API,
      ws: read.AGENTOS_PORT_WS,
    },
    host: read.AGENTOS_HOST,
    sample: read.AGENTOS_SAMPLE === "on",
    copies: read.AGENTOS_COPIES,
    logLevel: read.AGENTOS_LOG_LEVEL,
    given: { databaseUrl: read.DATABASE_URL, redisUrl: read.REDIS_URL, natsUrl: read.NATS_URL },
    overrides: unitEnvironments(env),
  };
}

const unitVariable = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)__([A-Z][A-Z0-9_]*)$/;

/** Variables for one service: `MEDIA__LOG_LEVEL=debug` is `LOG_LEVEL=debug` for `media`. By service, in lower case. */
export function unitEnvironments(env: NodeJS.ProcessEnv = process.env): Record<string, Record<string, string>> {
  const units: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(env)) {
    const [, unit, variable] = unitVariable.exec(name) ?? [];
    if (!unit || !variable || value === undefined) continue;
    const key = unit.toLowerCase().replaceAll("_", "-");
    units[key] = { ...units[key], [variable]: value };
  }
  return units;
}
