import { schemaOf, schemaOwners } from "@agentos/contracts/services";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";

let database: TestDatabase;
let maintenance: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  maintenance = new Client({ connectionString: database.maintenanceUrl });
  await maintenance.connect();
});
afterAll(async () => {
  await maintenance.end();
  await database.drop();
});

async function tables(schemas: string[]): Promise<{ name: string; owned: boolean }[]> {
  const { rows } = await maintenance.query<{ name: string; owned: boolean }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relowner = current_user::regrole as owned
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'p') and c.relname not like 'schema_migration%'`,
    [schemas],
  );
  return rows;
}

it("is no superuser, reads every table, and owns those that it cares for", async () => {
  const { rows } = await maintenance.query(
    "select rolsuper, rolcreaterole, rolreplication from pg_roles where rolname = current_user",
  );
  expect(rows).toEqual([{ rolsuper: false, rolcreaterole: false, rolreplication: false }]);
  const all = await tables(schemaOwners.map(schemaOf));
  expect(all.length).toBeGreaterThan(30);
  for (const { name } of all) await maintenance.query(`select count(*) from ${name}`);
  const foreign = all.filter((table) => !table.owned).map((table) => table.name);
  expect(foreign.every((name) => name.startsWith("audit."))).toBe(true);
});

it("makes databases of its own, and none of the audit trail's guards gives way to it", async () => {
  await maintenance.query(`create database ${database.name}_scratch`);
  await maintenance.query(`drop database ${database.name}_scratch`);
  for (const { name } of await tables(["audit"])) {
    for (const statement of [
      `insert into ${name} default values`,
      `delete from ${name}`,
      `truncate ${name}`,
      `alter table ${name} disable trigger user`,
      `drop table ${name}`,
    ])
      await expect(maintenance.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  }
  await maintenance.query("grant insert, update, delete, truncate on audit.entries, audit.inbox to current_user");
  const { rows } = await maintenance.query(
    `select has_table_privilege('audit.entries', 'insert, update, delete, truncate') as entries,
       has_table_privilege('audit.inbox', 'insert, update, delete, truncate') as inbox`,
  );
  expect(rows).toEqual([{ entries: false, inbox: false }]);
  await expect(maintenance.query("select audit.record('{}')")).rejects.toThrow(/permission denied/);
  await expect(maintenance.query("select audit.erase_subject(gen_random_uuid())")).rejects.toThrow(/permission denied/);
});
