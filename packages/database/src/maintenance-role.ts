import path from "node:path";
import { maintenanceRole, schemaOf } from "@agentos/contracts/services";
import { sql, type Kysely } from "kysely";
import { sqlFile } from "./sql-file.ts";

const tablesToOwn = sqlFile<{ statement: string }, [schema: string]>(
  path.join(import.meta.dirname, "sql/own-tables.sql"),
);
/** Its tables are added to by its sequencer alone: no role that somebody signs in with owns them. */
const trail = schemaOf("audit");

/**
 * Makes the role of backups and of the care of the database what it has to be: it reads everything, sees what runs and ends it, makes
 * databases of its own, and owns the tables of these schemas, but for the audit trail, of which it can change nothing.
 */
export async function prepareMaintenance(
  db: Kysely<unknown>,
  schemas: readonly string[],
  password: string,
): Promise<void> {
  const role = sql.id(maintenanceRole);
  await sql`alter role ${role} with login createdb password ${sql.lit(password)}`.execute(db);
  await sql`grant pg_read_all_data, pg_monitor, pg_signal_backend to ${role}`.execute(db);
  for (const schema of schemas) {
    await sql`grant usage on schema ${sql.id(schema)} to ${role}`.execute(db);
    if (schema === trail) continue;
    for (const { statement } of await tablesToOwn(db, schema)) await sql.raw(statement).execute(db);
  }
  await allowIndexChecks(db);
}

/** Where the server has the extension; without it, indexes are not checked. */
async function allowIndexChecks(db: Kysely<unknown>): Promise<void> {
  const found = await sql`select from pg_available_extensions where name = 'amcheck'`.execute(db);
  if (found.rows.length === 0) return;
  await sql`create extension if not exists amcheck with schema public`.execute(db);
  const checks = sql.raw("function bt_index_check(regclass), bt_index_check(regclass, boolean)");
  await sql`grant execute on ${checks} to ${sql.id(maintenanceRole)}`.execute(db);
}
