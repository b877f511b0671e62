import type { ObjectStore } from "@agentos/storage/object-store";
import type { Client } from "pg";
import { measure, prepareSession, readRows } from "./copy.ts";
import { keysOf } from "./keys.ts";
import { listTables, schemaVersions } from "./list-tables.ts";
import type { DumpedTable, Manifest } from "./manifest.ts";
import { packed } from "./packed.ts";

type Dump = Pick<Manifest, "schemas" | "tables" | "server_version">;
type Options = { client: Client; store: ObjectStore; id: string; onTable(done: number, of: number): Promise<void> };

/** Writes all tables that belong to a backup to the store, all as of one moment. */
export async function dumpTables({ client, store, id, onTable }: Options): Promise<Dump> {
  await prepareSession(client);
  await client.query("begin transaction isolation level repeatable read read only");
  const tables = await listTables(client, ["state", "configuration"]);
  const dumped: DumpedTable[] = [];
  for (const table of tables) {
    await onTable(dumped.length, tables.length);
    const content = measure();
    const key = keysOf(id).table(table.schema, table.name);
    const file = await store.put(key, packed(readRows(client, table), content.pass));
    dumped.push({ ...table, ...content.end(), file: { key, ...file } });
  }
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
  const schemas = await schemaVersions(client);
  await client.query("commit");
  return { tables: dumped, schemas, server_version: rows[0]?.version ?? "" };
}
