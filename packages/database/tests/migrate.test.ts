import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { assertSchemaVersion, migrateAll, pendingMigrations } from "../src/migrate.ts";

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await mkdtemp(path.join(tmpdir(), "migrations-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

it("applies what is new, gives the role its own schema alone, and refuses another version", async () => {
  const schemas = ["probe_one", "probe_two"].map((schema) => ({ schema, directory: folder, rolePassword: "secret" }));
  await writeFile(
    path.join(folder, "0001_things.sql"),
    "create table things (id int primary key); create index on things (id);",
  );
  expect(await migrateAll(database.adminUrl, schemas)).toEqual(
    schemas.map(({ schema }) => ({ schema, migrations: ["0001_things"] })),
  );
  expect(await migrateAll(database.adminUrl, schemas)).toEqual(
    schemas.map(({ schema }) => ({ schema, migrations: [] })),
  );
  expect(await pendingMigrations(database.adminUrl, schemas)).toEqual(
    schemas.map(({ schema }) => ({ schema, migrations: [] })),
  );

  const own = new URL(database.adminUrl);
  own.username = "probe_one";
  own.password = "secret";
  await query(own.href, "insert into things values (1)");
  await expect(query(own.href, "select * from probe_two.things")).rejects.toThrow(/permission denied/);
  await expect(query(own.href, "create table more (id int)")).rejects.toThrow(/permission denied/);
  await expect(query(own.href, "delete from schema_migration")).rejects.toThrow(/permission denied/);

  const pool = new Pool({ connectionString: own.href });
  await assertSchemaVersion(pool, folder);
  await writeFile(path.join(folder, "0002_more.sql"), "alter table things add column name text;");
  await expect(assertSchemaVersion(pool, folder)).rejects.toThrow(/Run the migrations/);
  await migrateAll(database.adminUrl, schemas);
  await assertSchemaVersion(pool, folder);
  await pool.end();
});

it("names the migration that failed and leaves nothing half done", async () => {
  await writeFile(path.join(folder, "0003_broken.sql"), "create table half (id int); select nonsense;");
  const schemas = [{ schema: "probe_one", directory: folder, rolePassword: "secret" }];
  await expect(migrateAll(database.adminUrl, schemas)).rejects.toThrow("Migration probe_one/0003_broken failed");
  expect(await query(database.adminUrl, "select to_regclass('probe_one.half') as half")).toEqual([{ half: null }]);
});
