import { preparePostgres, postgresUrl, superuser } from "@agentos/local-servers/postgres/postgres";
import { ephemeralSecrets } from "@agentos/local-servers/secrets";
import path from "node:path";
import { requireProgram } from "./require-program.ts";
import { startInFolder, type TestServer } from "./test-server.ts";

/** What it takes to sign in to a test's PostgreSQL. */
export type PostgresAccess = { port: number; password: string };

export type TestPostgres = TestServer &
  PostgresAccess & {
    adminUrl: string;
    /** What the server has written down so far. */
    logFile: string;
  };

/**
 * A whole PostgreSQL of the caller's own, for tests that stop or kill it. It takes a second or two; most tests want
 * `createTestDatabase`, which shares one server.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const password = ephemeralSecrets().get("postgres");
  const { prepared, ...server } = await startInFolder("postgres", (folder) =>
    preparePostgres({
      program: requireProgram("postgres"),
      folder: path.join(folder, "data"),
      logFile: path.join(folder, "postgres.log"),
      password,
      volatile: true,
    }),
  );
  const { port, adminUrl, spec } = prepared;
  return { ...server, password, port, adminUrl, logFile: spec.logFile };
}

/** URL of a database for the superuser. */
export function adminUrlOf({ port, password }: PostgresAccess, database: string): string {
  return postgresUrl({ port, role: superuser, password, database });
}
