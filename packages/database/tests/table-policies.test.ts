import { tablePolicies } from "@agentos/contracts/backups/table-policies";
import { schemaOf, schemaOwners } from "@agentos/contracts/services";
import { createTestDatabase } from "@agentos/testkit/servers/test-database";
import { Client } from "pg";
import { expect, it } from "vitest";

it("names tables that there are", async () => {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  const named = schemaOwners.flatMap((owner) =>
    Object.keys(tablePolicies[owner] === "kept" ? {} : tablePolicies[owner]).map(
      (table) => `${schemaOf(owner)}.${table}`,
    ),
  );
  const { rows } = await client.query("select name from unnest($1::text[]) name where to_regclass(name) is null", [
    named,
  ]);
  expect(rows).toEqual([]);
  await client.end();
  await database.drop();
});
