import { Client, escapeIdentifier } from "pg";
import { postgresAccount } from "../accounts.ts";
import { dataFolder } from "../data-folder.ts";
import { systemPath, type ProcessSpec } from "../process/process-spec.ts";
import { freePort } from "../process/ports.ts";
import type { FoundProgram } from "../programs/find.ts";
import { initialiseCluster } from "./initialise.ts";

export type PostgresOptions = {
  program: FoundProgram;
  folder: string;
  logFile: string;
  password: string;
  /** For tests: what is acknowledged survives the server, but not the machine; everything is quicker. */
  volatile?: boolean;
};

export type PostgresServer = { spec: ProcessSpec; port: number; /** URL of the superuser. */ adminUrl: string };

export const superuser = "agentos";

/** A private PostgreSQL on a free port of 127.0.0.1, without sockets in the file system; its files are made if need be. */
export async function preparePostgres(options: PostgresOptions): Promise<PostgresServer> {
  const account = postgresAccount();
  const { initdb, postgres } = options.program as { initdb: string; postgres: string };
  const cluster = await initialiseCluster({
    initdb,
    folder: dataFolder(options.folder, account),
    superuser,
    password: options.password,
    account,
    ...(options.volatile ? { volatile: true } : {}),
  });
  const port = await freePort();
  const adminUrl = postgresUrl({ port, role: superuser, password: options.password, database: "postgres" });
  const spec: ProcessSpec = {
    name: "postgres",
    command: postgres,
    args: ["-D", cluster, ...settings(port, options.volatile ?? false)],
    env: { PATH: systemPath, LC_ALL: "C.UTF-8" },
    cwd: "/",
    ...(account ? { account } : {}),
    // SIGINT is PostgreSQL's fast shutdown: sessions are ended, nothing that was committed is lost.
    deathSignal: "INT",
    stopSignal: "SIGINT",
    stopWithinMs: 20_000,
    logFile: options.logFile,
    ports: { postgres: port },
    probe: () => askPostgres(adminUrl),
    readyWithinMs: 60_000,
  };
  return { spec, port, adminUrl };
}

export function postgresUrl(to: { port: number; role: string; password: string; database: string }): string {
  return `postgres://${to.role}:${to.password}@127.0.0.1:${to.port}/${to.database}`;
}

/** Throws unless the server answers a query. */
export async function askPostgres(url: string): Promise<void> {
  await query(url, "select 1");
}

/** Makes a database of that name unless there is one. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const found = await query(adminUrl, "select 1 from pg_database where datname = $1", [name]);
  if (found === 0) await query(adminUrl, `create database ${escapeIdentifier(name)}`);
}

async function query(url: string, text: string, values: string[] = []): Promise<number> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  await client.connect();
  try {
    return (await client.query(text, values)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

function settings(port: number, volatile: boolean): string[] {
  const all = {
    listen_addresses: "127.0.0.1",
    port: `${port}`,
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    log_timezone: "UTC",
    logging_collector: "off",
    ...(volatile ? { fsync: "off", full_page_writes: "off" } : {}),
  };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
