import { randomBytes } from "node:crypto";
import { schemaOf, schemaOwners, type SchemaOwner } from "@agentos/contracts/services";
import { runMigrations } from "@agentos/testkit/servers/migrate";
import { startPostgres, type TestPostgres } from "@agentos/testkit/servers/postgres";
import { createTestDatabase } from "@agentos/testkit/servers/test-database";

export type StackDatabase = {
  adminUrl: string;
  jobsUrl: string;
  dispatcherUrl: string;
  /** Kills the server and starts it again; only where it is the test's own. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** A database on the run's shared server. */
export async function sharedDatabase(): Promise<StackDatabase> {
  const database = await createTestDatabase();
  return {
    adminUrl: database.adminUrl,
    jobsUrl: database.urlFor("jobs"),
    dispatcherUrl: database.urlFor("action-dispatcher"),
    restart: () => Promise.reject(new Error("the shared server is not restarted")),
    close: () => database.drop(),
  };
}

/** A server of the test's own, migrated here. */
export async function ownDatabase(start: () => Promise<TestPostgres> = startPostgres): Promise<StackDatabase> {
  const server = await start();
  const passwords = Object.fromEntries(schemaOwners.map((owner) => [owner, randomBytes(12).toString("hex")])) as Record<
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
  return {
    adminUrl: server.adminUrl,
    jobsUrl: urlFor("jobs"),
    dispatcherUrl: urlFor("action-dispatcher"),
    async restart() {
      await server.kill();
      await server.restart();
    },
    close: () => server.stop(),
  };
}
