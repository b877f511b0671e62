import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { maintenanceRole } from "@agentos/contracts/services";
import { isAway } from "@agentos/service-kit/http/errors";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator, type Migration, type MigrationProvider } from "kysely/migration";
import { Pool } from "pg";
import { prepareMaintenance } from "./maintenance-role.ts";

/** A schema, the role of the service that owns it, and the folder of its `.sql` migrations, applied in order of their names. */
export type SchemaMigrations = { schema: string; directory: string; rolePassword: string };

/** Migrations by schema: those that were applied, or wait. */
export type MigrationReport = { schema: string; migrations: string[] }[];

const identifierForm = /^[a-z][a-z_]{0,30}$/;
/** Every service's role is a member: what all owners may do is granted to it. */
const ownersRole = "agentos_owner";
const migrationTable = "schema_migration";

/**
 * Brings every schema to its newest version, as the superuser of `adminUrl`. Each service's role gets the use of its own schema and of
 * nothing else. Where a password is given for the maintenance role, it is made, and gets the tables that it cares for. Errors: the
 * first failed migration's, with its name.
 */
export async function migrateAll(
  adminUrl: string,
  schemas: readonly SchemaMigrations[],
  maintenancePassword?: string,
): Promise<MigrationReport> {
  const pool = new Pool({ connectionString: adminUrl, max: 2, application_name: "migrate" });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await sql`revoke create on schema public from public`.execute(db);
    // All roles first: a migration may grant something to the role of another owner.
    for (const one of schemas) await prepareRole(db, one);
    if (maintenancePassword !== undefined) await ensureRole(db, maintenanceRole, "login");
    const report: MigrationReport = [];
    for (const one of schemas) report.push(await migrateSchema(db, one));
    const names = schemas.map(({ schema }) => schema);
    if (maintenancePassword !== undefined) await prepareMaintenance(db, names, maintenancePassword);
    return report;
  } finally {
    await db.destroy();
  }
}

async function migrateSchema(db: Kysely<unknown>, one: SchemaMigrations): Promise<MigrationReport[number]> {
  const migrator = new Migrator({
    db,
    provider: sqlFiles(one),
    migrationTableSchema: one.schema,
    migrationTableName: migrationTable,
    migrationLockTableName: `${migrationTable}_lock`,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  const failed = results.find((result) => result.status === "Error");
  if (error !== undefined)
    throw new Error(`Migration ${one.schema}/${failed?.migrationName ?? "?"} failed`, { cause: error });
  const tables = [migrationTable, `${migrationTable}_lock`].map((table) => sql.id(one.schema, table));
  await sql`revoke insert, update, delete on ${sql.join(tables)} from ${sql.id(one.schema)}`.execute(db);
  return { schema: one.schema, migrations: results.map((result) => result.migrationName) };
}

/** The service's role: it can sign in, and use what is in its schema. */
async function prepareRole(db: Kysely<unknown>, { schema, rolePassword }: SchemaMigrations): Promise<void> {
  if (!identifierForm.test(schema)) throw new TypeError(`${schema} is no schema name`);
  const name = sql.id(schema);
  await ensureRole(db, ownersRole, "nologin");
  await ensureRole(db, schema, "login");
  await sql`grant ${sql.id(ownersRole)} to ${name}`.execute(db);
  await sql`alter role ${name} with login password ${sql.lit(rolePassword)}`.execute(db);
  await sql`create schema if not exists ${name}`.execute(db);
  await sql`grant usage on schema ${name} to ${name}`.execute(db);
  await sql`alter role ${name} set search_path = ${name}`.execute(db);
  await sql`alter default privileges in schema ${name} grant select, insert, update, delete on tables to ${name}`.execute(
    db,
  );
  await sql`alter default privileges in schema ${name} grant usage on sequences to ${name}`.execute(db);
}

async function ensureRole(db: Kysely<unknown>, role: string, attribute: "login" | "nologin"): Promise<void> {
  const known = await sql<{ n: number }>`select count(*)::int as n from pg_roles where rolname = ${role}`.execute(db);
  if (known.rows[0]?.n === 0) await sql`create role ${sql.id(role)} ${sql.raw(attribute)}`.execute(db);
}

/** Migrations that are files of SQL; each runs with its schema in front of the search path, within kysely's transaction. */
function sqlFiles({ directory, schema }: SchemaMigrations): MigrationProvider {
  return {
    async getMigrations() {
      const names = await migrationNames(directory);
      const entries = await Promise.all(
        names.map(async (name) => [name, await readMigration(directory, name, schema)] as const),
      );
      return Object.fromEntries(entries);
    },
  };
}

async function readMigration(directory: string, name: string, schema: string): Promise<Migration> {
  const text = await readFile(path.join(directory, `${name}.sql`), "utf8");
  return {
    async up(db) {
      await sql`select set_config('search_path', ${schema}, true)`.execute(db);
      await sql.raw(text).execute(db);
    },
  };
}

/** Names of the migrations in a folder, oldest first, without `.sql`. */
export async function migrationNames(directory: string): Promise<string[]> {
  const files = await readdir(directory);
  return files
    .filter((file) => file.endsWith(".sql"))
    .map((file) => file.slice(0, -".sql".length))
    .toSorted();
}

/** The migrations of each schema that are not applied yet, oldest first. */
export async function pendingMigrations(
  adminUrl: string,
  schemas: readonly Pick<SchemaMigrations, "schema" | "directory">[],
): Promise<MigrationReport> {
  const pool = new Pool({ connectionString: adminUrl, max: 1, application_name: "migrate" });
  try {
    const report: MigrationReport = [];
    for (const { schema, directory } of schemas) {
      const { rows } = await pool.query<{ name: string }>(`select name from ${schema}.${migrationTable}`);
      const applied = new Set(rows.map(({ name }) => name));
      report.push({ schema, migrations: (await migrationNames(directory)).filter((name) => !applied.has(name)) });
    }
    return report;
  } finally {
    await pool.end();
  }
}

/** Refuses a schema that is not the one that this code was written for. */
export async function assertSchemaVersion(pool: Pool, directory: string): Promise<void> {
  const wanted = await migrationNames(directory);
  const { rows } = await pool.query<{ name: string }>(`select name from ${migrationTable} order by name`);
  const found = rows.map((row) => row.name);
  if (found.join() === wanted.join()) return;
  throw new Error(
    `The database schema is at ${found.at(-1) ?? "nothing"}, this service needs ${wanted.at(-1)}. Run the migrations.`,
  );
}

/** Waits for a database that is away. Errors: a schema of another version. */
export async function waitForSchema(options: {
  pool: Pool;
  directory: string;
  signal: AbortSignal;
  log: Logger;
}): Promise<void> {
  for (;;) {
    try {
      return await assertSchemaVersion(options.pool, options.directory);
    } catch (error) {
      if (!isAway(error) || options.signal.aborted) throw error;
      options.log.warn({ err: error }, "waiting for the database");
      await pause(1000, options.signal);
    }
  }
}
