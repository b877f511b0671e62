import { schemaOwners, type SchemaOwner } from "@agentos/contracts/services";
import { ephemeralSecrets } from "@agentos/local-servers/secrets";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { runMigrations } from "./migrate.ts";
import { adminUrlOf, startPostgres, type PostgresAccess } from "./postgres.ts";
import { removeAbandonedFolders } from "./temp-folder.ts";

export type SharedPostgres = PostgresAccess & {
  rolePasswords: Record<SchemaOwner, string>;
  maintenancePassword: string;
};

declare module "vitest" {
  export interface ProvidedContext {
    sharedPostgres: SharedPostgres;
  }
}

/** The migrated database that each test database is a copy of. */
export const templateDatabase = "agentos_template";

/** One PostgreSQL per vitest run, with a migrated template; roles belong to the server, so their passwords are the run's. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeAbandonedFolders();
  const server = await startPostgres();
  try {
    const secrets = ephemeralSecrets();
    const rolePasswords = Object.fromEntries(
      schemaOwners.map((owner) => [owner, secrets.get(owner)]),
    ) as SharedPostgres["rolePasswords"];
    const access = { port: server.port, password: server.password };
    await createTemplate(adminUrlOf(access, "postgres"));
    const maintenancePassword = secrets.get("maintenance");
    await runMigrations(adminUrlOf(access, templateDatabase), rolePasswords, maintenancePassword);
    project.provide("sharedPostgres", { ...access, rolePasswords, maintenancePassword });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}

async function createTemplate(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`create database ${templateDatabase}`);
  } finally {
    await client.end();
  }
}
