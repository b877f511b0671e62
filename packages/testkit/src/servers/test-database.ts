import { maintenanceRole, schemaOf, type SchemaOwner } from "@agentos/contracts/services";
import { postgresUrl } from "@agentos/local-servers/postgres/postgres";
import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { templateDatabase, type SharedPostgres } from "./global-setup.ts";
import { adminUrlOf } from "./postgres.ts";

export type TestDatabase = {
  name: string;
  /** For a superuser. */
  adminUrl: string;
  /** For the maintenance role, as the system service has it. */
  maintenanceUrl: string;
  /** For the role of a service, as it has it in a real system. */
  urlFor(owner: SchemaOwner): string;
  /** Removes it; open connections are ended. */
  drop(): Promise<void>;
};

/**
 * A database of the test file's own on the run's shared server, with every service's schema as its migrations make it; with
 * `empty`, nothing. Drop it in `afterAll`.
 */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const shared = inject("sharedPostgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = options.empty ? "template0" : templateDatabase;
  await asAdmin(shared, `create database ${name} template ${template}`);
  return {
    name,
    adminUrl: adminUrlOf(shared, name),
    maintenanceUrl: postgresUrl({
      port: shared.port,
      role: maintenanceRole,
      password: shared.maintenancePassword,
      database: name,
    }),
    urlFor: (owner) =>
      postgresUrl({ port: shared.port, role: schemaOf(owner), password: shared.rolePasswords[owner], database: name }),
    drop: () => asAdmin(shared, `drop database if exists ${name} with (force)`),
  };
}

async function asAdmin(shared: SharedPostgres, statement: string): Promise<void> {
  const client = new Client({ connectionString: adminUrlOf(shared, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
