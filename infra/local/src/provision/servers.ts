import { maintenanceRole, schemaOf, type SchemaOwner, type ServiceName } from "@agentos/contracts/services";
import { prepareNats } from "@agentos/local-servers/nats/nats";
import { ensureDatabase, postgresUrl, preparePostgres } from "@agentos/local-servers/postgres/postgres";
import type { FoundProgram } from "@agentos/local-servers/programs/find";
import { prepareRedis } from "@agentos/local-servers/redis/redis";
import type { Secrets } from "@agentos/local-servers/secrets";
import type { LocalConfig } from "../config.ts";
import type { Folders } from "../state/folders.ts";
import type { Supervision } from "../supervisor/supervisor.ts";
import type { NeededPrograms } from "./programs.ts";

export type Database = {
  /** Database of the system, as the superuser that migrates it. */
  adminUrl: string;
  maintenancePassword: string;
  maintenanceUrl: string;
  rolePassword(owner: SchemaOwner): string;
  urlFor(owner: SchemaOwner): string;
};

export type NatsAccess = (service: ServiceName) => { url: string; user: string; password: string };

/** The servers of a start: how services reach them, and the processes to run for it. */
export type Servers = {
  supervisions: Supervision[];
  database: Database;
  redisUrl(service: ServiceName): string;
  nats: NatsAccess;
  /** To be called when the servers answer. */
  prepareDatabase(): Promise<void>;
};

type Options = { config: LocalConfig; folders: Folders; secrets: Secrets; programs: NeededPrograms };

/** Of a private server. */
export const databaseName = "agentos";

/** Private servers, but for those whose address was given. */
export async function prepareServers(options: Options): Promise<Servers> {
  const { given } = options.config;
  const postgres = given.databaseUrl ? givenPostgres(given.databaseUrl, options) : await privatePostgres(options);
  const redis = given.redisUrl ? { urlFor: () => given.redisUrl as string } : await privateRedis(options);
  const nats = given.natsUrl ? givenNats(given.natsUrl) : await privateNats(options);
  return {
    supervisions: [postgres, redis, nats].flatMap((one) => ("spec" in one ? [{ spec: one.spec }] : [])),
    database: postgres.database,
    prepareDatabase: postgres.prepare,
    redisUrl: redis.urlFor,
    nats: nats.access,
  };
}

async function privatePostgres({ programs, folders, secrets }: Options) {
  const { spec, port, adminUrl } = await preparePostgres({
    program: programs.postgres as FoundProgram,
    folder: folders.postgres,
    logFile: folders.log("postgres"),
    password: secrets.get("postgres/agentos"),
  });
  const rolePassword = (owner: SchemaOwner): string => secrets.get(`postgres/${owner}`);
  const maintenancePassword = secrets.get("postgres/maintenance");
  const database: Database = {
    adminUrl: adminUrl.replace(/[^/]*$/, databaseName),
    maintenancePassword,
    maintenanceUrl: postgresUrl({ port, role: maintenanceRole, password: maintenancePassword, database: databaseName }),
    rolePassword,
    urlFor: (owner) =>
      postgresUrl({ port, role: schemaOf(owner), password: rolePassword(owner), database: databaseName }),
  };
  return { spec, database, prepare: () => ensureDatabase(adminUrl, databaseName) };
}

function givenPostgres(adminUrl: string, { secrets }: Options) {
  const rolePassword = (owner: SchemaOwner): string => secrets.get(`postgres/${owner}`);
  const urlFor = (owner: SchemaOwner): string => signInAs(adminUrl, schemaOf(owner), rolePassword(owner));
  const maintenancePassword = secrets.get("postgres/maintenance");
  const maintenanceUrl = signInAs(adminUrl, maintenanceRole, maintenancePassword);
  const database = { adminUrl, maintenancePassword, maintenanceUrl, rolePassword, urlFor };
  return { database, prepare: async () => undefined };
}

/** The database of a URL, as another role. */
export function signInAs(databaseUrl: string, role: string, password: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

function privateRedis({ programs, folders, secrets }: Options) {
  const program = programs.redis as FoundProgram;
  return prepareRedis({ program, folder: folders.redis, logFile: folders.log("redis"), secrets });
}

async function privateNats({ programs, folders, secrets }: Options) {
  const program = programs.nats as FoundProgram;
  const nats = await prepareNats({ program, folder: folders.nats, logFile: folders.log("nats"), secrets });
  const access: NatsAccess = (service) => ({ url: nats.url, user: service, password: nats.passwordOf(service) });
  return { ...nats, access };
}

/** A server that was given has one sign-in for all services, the one in its URL. */
function givenNats(address: string): { access: NatsAccess } {
  const { username, password, protocol, host } = new URL(address);
  if (!username || !password) {
    throw new Error("NATS_URL needs a user and a password: nats://user:password@host:4222");
  }
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
  return { access: () => ({ url: `${protocol}//${host}`, user, password: pass }) };
}
