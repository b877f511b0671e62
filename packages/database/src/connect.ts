import { Kysely, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import type { Logger } from "@agentos/service-kit/logger";

// int8 counts and sequence numbers of this system stay far below 2^53; numbers are what every caller wants.
const int8Oid = 20;
types.setTypeParser(int8Oid, Number);

export type DatabaseOptions = {
  /** postgres://role:password@host:port/database; the role's own schema is searched first. */
  url: string;
  /** Connections at the most; all services together stay below the server's max_connections. */
  poolSize: number;
  applicationName: string;
  log: Logger;
};

export type Database<Tables> = {
  db: Kysely<Tables>;
  pool: Pool;
  /** Throws when the server does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

const timeoutsMs = { connect: 5000, statement: 15_000, lock: 5000, idleInTransaction: 15_000 };

/** A pool of connections with time-outs, so that neither a hung server nor a forgotten transaction holds a service up. */
export function connectDatabase<Tables>(options: DatabaseOptions): Database<Tables> {
  const pool = new Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: options.applicationName,
    connectionTimeoutMillis: timeoutsMs.connect,
    idleTimeoutMillis: 60_000,
    statement_timeout: timeoutsMs.statement,
    lock_timeout: timeoutsMs.lock,
    idle_in_transaction_session_timeout: timeoutsMs.idleInTransaction,
    // A query whose server has vanished without a word ends here.
    query_timeout: timeoutsMs.statement + 5000,
    keepAlive: true,
  });
  // An idle connection that breaks (a restart of the server) is dropped by the pool; without a listener it would end the process.
  // The pool listens to idle connections only: one that breaks between two statements of a transaction would end the process.
  pool.on("connect", (client) => client.on("error", (error) => options.log.debug({ err: error }, "connection broken")));
  pool.on("error", (error) => options.log.warn({ err: error }, "database connection lost"));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    pool,
    async ping() {
      await pool.query("select 1");
    },
    close: () => db.destroy(),
  };
}
