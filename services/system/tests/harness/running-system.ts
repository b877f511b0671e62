import { execFile } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { ActionNameOf, DryRunOf, PayloadOf, ResultOf } from "@agentos/contracts/actions/actions";
import { act, type Actor } from "@agentos/contracts/messages/actions";
import { sectionRowsQueries } from "@agentos/contracts/messages/read-model";
import { schemaOf, schemaOwners, type SchemaOwner, type ServiceName } from "@agentos/contracts/services";
import { connectNats } from "@agentos/messaging/connect";
import { ask } from "@agentos/messaging/request";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { newTrace, traceparent } from "@agentos/service-kit/trace";
import { createFileStore, type FileStore } from "@agentos/storage/file-store";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { runMigrations } from "@agentos/testkit/servers/migrate";
import type { TestPostgres } from "@agentos/testkit/servers/postgres";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import type { NatsConnection } from "@nats-io/transport-node";
import { Pool } from "pg";
import { readConfig } from "../../src/config.ts";
import { createService } from "../../src/service.ts";
import { makeCallerKey } from "./caller-key.ts";
import type { BusyOptions, BusyReport } from "../fixtures/busy-service.ts";
import { until } from "./until.ts";

type Name = ActionNameOf<"system">;
type Ended = { state: string; result: unknown; error_code: string | null; error_message: string | null };
type Rows = Awaited<
  ReturnType<typeof ask<typeof sectionRowsQueries.system.request, typeof sectionRowsQueries.system.reply>>
>;

export const mediaTokenKey = "k".repeat(32);
const quietLog = createLogger({ service: "test", instance: "test", level: "silent" });
const actor: Actor = { user_id: randomUUID(), role: "admin", scope: "any" };

/** The service as it runs, with its servers, and a dispatcher that lets everything through. */
export type RunningSystem = {
  nats: TestNats;
  store: FileStore;
  /** As the maintenance role, with the schema of system in front. */
  admin: Pool;
  /** A connection as another service, whose lines of `log` are collected. */
  connectAs(service: ServiceName, log?: Logger): Promise<NatsConnection>;
  /** Has an action carried out, and waits for its end. Errors: its failure, as `CODE: message`. */
  run<N extends Name>(action: N, payload: PayloadOf<N>): Promise<ResultOf<N>>;
  dryRun<N extends Name>(action: N, payload: PayloadOf<N>): Promise<DryRunOf<N>>;
  /** A page of the lines of the log. */
  lines(filters: Record<string, unknown>, page?: { per_page?: number; cursor?: string }): Promise<Rows>;
  /** A program of its own that answers requests while it logs so many lines a second as that service. */
  measureBusyService(service: ServiceName, linesPerSecond: number): Promise<BusyReport>;
  start(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
};

/** `large`: with a server of its own, for millions of rows. */
export async function startSystem({ large }: { large?: TestPostgres } = {}): Promise<RunningSystem> {
  const [database, nats] = await Promise.all([large ? databaseOn(large) : createTestDatabase(), startNats()]);
  const folder = makeTempFolder("system");
  const [input, output] = [path.join(folder, "input"), path.join(folder, "output")];
  const { url, user, password } = nats.credentials("system");
  const config = readConfig({
    DATABASE_URL: database.urlFor("system"),
    MAINTENANCE_DATABASE_URL: database.adminUrl,
    NATS_URL: url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    CALLER_PUBLIC_KEY: makeCallerKey(),
    STORAGE_ROOT_INPUT: input,
    STORAGE_ROOT_OUTPUT: output,
    MEDIA_TOKEN_KEY: mediaTokenKey,
  });
  const admin = new Pool({ connectionString: database.adminUrl, max: 4, options: "-c search_path=system" });
  admin.on("error", () => undefined);
  const connections: NatsConnection[] = [];
  const connectAs = async (service: ServiceName, log = quietLog): Promise<NatsConnection> => {
    const nc = await connectNats({ ...nats.credentials(service), service, log });
    connections.push(nc);
    return nc;
  };
  const [dispatcher, reader] = await Promise.all([connectAs("action-dispatcher"), connectAs("read-model")]);
  let service = createService(config, { log: quietLog });
  await service.start();
  return {
    nats,
    store: createFileStore({ inputRoot: input, outputRoot: output }),
    admin,
    connectAs,
    async run<N extends Name>(action: N, payload: PayloadOf<N>) {
      const id = await beginAction(admin, action);
      const request = { action_id: id, action, payload, dry_run: false, reason: "a test", actor };
      // What it fails with is in its row, too.
      await ask(dispatcher, act.system, request).catch(() => undefined);
      const { state, result, error_code, error_message } = await endOfAction(admin, id);
      if (state === "failed") throw new Error(`${error_code}: ${error_message}`);
      return result as ResultOf<N>;
    },
    async dryRun<N extends Name>(action: N, payload: PayloadOf<N>) {
      const request = { action_id: randomUUID(), action, payload, dry_run: true, actor };
      return (await ask(dispatcher, act.system, request)).result as DryRunOf<N>;
    },
    lines: (filters, page = {}) =>
      ask(reader, sectionRowsQueries.system, { section: "logs", filters: { source: "system", ...filters }, page }),
    async measureBusyService(as, linesPerSecond) {
      const given: BusyOptions = { ...nats.credentials(as), service: as, linesPerSecond };
      const program = path.join(import.meta.dirname, "../fixtures/busy-service.ts");
      const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(given)]);
      return JSON.parse(stdout) as BusyReport;
    },
    async start() {
      service = createService(config, { log: quietLog });
      await service.start();
    },
    stop: () => service.stop(),
    async close() {
      await service.stop();
      await Promise.all(connections.map((nc) => nc.close()));
      await admin.end();
      await Promise.all([database.drop(), nats.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Databases = Pick<TestDatabase, "adminUrl" | "urlFor" | "drop">;

async function databaseOn(server: TestPostgres): Promise<Databases> {
  const passwords = Object.fromEntries(schemaOwners.map((owner) => [owner, randomUUID()])) as Record<
    SchemaOwner,
    string
  >;
  await runMigrations(server.adminUrl, passwords);
  const urlFor = (owner: SchemaOwner): string => {
    const url = new URL(server.adminUrl);
    url.username = schemaOf(owner);
    url.password = passwords[owner];
    return url.href;
  };
  return { adminUrl: server.adminUrl, urlFor, drop: () => server.stop() };
}

/** Writes an action down as the dispatcher does; its id. */
async function beginAction(admin: Pool, action: string): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `insert into action_dispatcher.actions
       (id, user_id, session_id, role, action, owner, payload_hash, lease_expires_at, security_context, traceparent)
     values ($1, $2, $3, 'admin', $4, 'system', $5, now() + interval '30 s', '{}', $6)`,
    [id, actor.user_id, randomUUID(), action, randomBytes(32), traceparent(newTrace())],
  );
  return id;
}

async function endOfAction(admin: Pool, id: string): Promise<Ended> {
  const text = `select state, result, error_code, error_message from action_dispatcher.actions
    where id = $1 and finished_at is not null`;
  return until(`the end of ${id}`, async () => (await admin.query<Ended>(text, [id])).rows[0]);
}
