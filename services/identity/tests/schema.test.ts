import { migrationNames } from "@agentos/database/migrate";
import { Client } from "pg";
import { expect, it } from "vitest";
import { migrationsDirectory } from "../src/db/migrations-directory.ts";
import { prepareIdentity } from "./support/identity.ts";

it("refuses a schema of another version", async () => {
  const newest = (await migrationNames(migrationsDirectory)).at(-1) ?? "";
  const identity = await prepareIdentity();
  await identity.sql("insert into schema_migration (name, timestamp) values ('9999_of_tomorrow', 'x')");
  await expect(identity.start()).rejects.toThrow(`schema is at 9999_of_tomorrow, this service needs ${newest}`);
  await identity.stop();
});

it("gives the service's role the data, and no more", async () => {
  const identity = await prepareIdentity();
  const client = new Client({ connectionString: identity.databaseUrl });
  await client.connect();
  await expect(client.query("select count(*) from users")).resolves.toBeDefined();
  await expect(client.query("drop table users")).rejects.toThrow(/must be owner/);
  await expect(client.query("create table more (n int)")).rejects.toThrow(/permission denied/);
  await client.end();
  await identity.stop();
});
