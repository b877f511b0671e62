import { randomUUID } from "node:crypto";
import path from "node:path";
import type { LongEnd, LongTask } from "@agentos/action-kit/long/long-action";
import type { ActionName, PayloadOf } from "@agentos/contracts/actions/actions";
import { connectDatabase } from "@agentos/database/connect";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createFileStore, type FileStore } from "@agentos/storage/file-store";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import type { NatsConnection } from "@nats-io/transport-node";
import { Pool } from "pg";
import type { Config } from "../../src/config.ts";
import type { Db, Tables } from "../../src/db/tables.ts";

/** The parts of the service that backups are made of, on a database and a store of the test's own. */
export type World = {
  database: TestDatabase;
  /** As a superuser. */
  admin: Pool;
  db: Db;
  store: FileStore;
  folder: string;
  config: Config;
  log: Logger;
  /** Hints go nowhere: who follows switches asks by itself. */
  nc: NatsConnection;
  close(): Promise<void>;
};

export async function startWorld(): Promise<World> {
  const database = await createTestDatabase();
  const folder = makeTempFolder("backups");
  const log = createLogger({ service: "test", instance: "test", level: "silent" });
  const connection = connectDatabase<Tables>({
    url: database.urlFor("system"),
    poolSize: 4,
    applicationName: "system",
    log,
  });
  const admin = new Pool({ connectionString: database.adminUrl, max: 4 });
  admin.on("error", () => undefined);
  return {
    database,
    admin,
    db: connection.db,
    log,
    nc: { publish: () => undefined } as unknown as NatsConnection,
    folder,
    store: createFileStore({ inputRoot: path.join(folder, "input"), outputRoot: path.join(folder, "output") }),
    config: { MAINTENANCE_DATABASE_URL: database.maintenanceUrl, BACKUPS_KEPT: 3 } as unknown as Config,
    async close() {
      await admin.end();
      await connection.close();
      await database.drop();
    },
  };
}

export type Given = {
  actionId?: string;
  signal?: AbortSignal;
  remembered?: unknown;
  onProgress?: () => void | Promise<void>;
};

/** What the runner gives to a run; it notes progress and what was remembered. */
export function taskOf<Name extends ActionName>(payload: PayloadOf<Name>, given: Given = {}): LongTask<Name> {
  const signal = given.signal ?? new AbortController().signal;
  return {
    actionId: given.actionId ?? randomUUID(),
    payload,
    actor: { user_id: randomUUID(), role: "admin", scope: "any" },
    reason: "a test",
    signal,
    remembered: given.remembered,
    remember: async () => undefined,
    async progress() {
      await given.onProgress?.();
      signal.throwIfAborted();
    },
  };
}

/** Commits the end of a run, as the runner does. */
export async function end<Name extends ActionName>(
  db: Db,
  run: Promise<LongEnd<Name>>,
): Promise<LongEnd<Name>["result"]> {
  const { result, apply } = await run;
  await db.transaction().execute(async (tx) => apply?.(tx));
  return result;
}

/** The row of a long action that is under way. Returns its id. */
export async function beginOperation({ admin }: World, action: string): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `insert into system.long_operations (action_id, action, payload, actor, traceparent, lease_id, lease_expires_at)
     values ($1, $2, '{}', jsonb_build_object('user_id', gen_random_uuid()), '', gen_random_uuid(), now() + interval '1 h')`,
    [id, action],
  );
  return id;
}
