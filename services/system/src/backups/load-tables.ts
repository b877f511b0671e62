import type { ObjectStore } from "@agentos/storage/object-store";
import { escapeIdentifier, type Client } from "pg";
import { writeRows } from "./copy.ts";
import { quoted } from "./list-tables.ts";
import type { DumpedTable } from "./manifest.ts";
import { unpacked } from "./packed.ts";

type Options = { client: Client; store: ObjectStore; signal: AbortSignal };

/** Puts the rows of a backup into a table. */
export async function loadTable({ client, store, signal }: Options, table: DumpedTable): Promise<void> {
  await writeRows(client, table, unpacked(await store.read(table.file.key)), signal);
}

/** Makes tables as those of a backup were, but for what generates columns, and puts their rows in. */
export async function buildTables(
  options: Options,
  tables: readonly DumpedTable[],
  onTable: () => Promise<void>,
): Promise<void> {
  const { client } = options;
  for (const schema of new Set(tables.map((table) => table.schema)))
    await client.query(`create schema ${escapeIdentifier(schema)}`);
  for (const table of tables) {
    const columns = table.columns.map(
      ({ name, type, required }) => `${escapeIdentifier(name)} ${type}${required ? " not null" : ""}`,
    );
    await client.query(`create table ${quoted(table)} (${columns.join(", ")})`);
    await loadTable(options, table);
    await onTable();
  }
}

/** Holds the rows to what held them; returns what does not hold. */
export async function constrainTables(client: Client, tables: readonly DumpedTable[]): Promise<string[]> {
  const broken: string[] = [];
  const add = async (table: DumpedTable, constraint: string): Promise<void> => {
    await client.query(`alter table ${quoted(table)} add ${constraint}`).catch((error: Error) => {
      broken.push(`${quoted(table)}: ${error.message}`);
    });
  };
  // References need the keys that they refer to.
  for (const references of [false, true])
    for (const table of tables)
      for (const constraint of table.constraints)
        if (constraint.startsWith("FOREIGN KEY") === references) await add(table, constraint);
  return broken;
}
