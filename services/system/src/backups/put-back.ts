import { schemaOf, schemaOwners } from "@agentos/contracts/services";
import type { Client } from "pg";
import { contentOf } from "./copy.ts";
import { damaged } from "./find-backup.ts";
import { fullName, listTables, quoted } from "./list-tables.ts";
import { loadTable } from "./load-tables.ts";
import type { Manifest } from "./manifest.ts";
import type { ObjectStore } from "@agentos/storage/object-store";

type Options = { client: Client; store: ObjectStore; signal: AbortSignal; onTable(): Promise<void> };

/**
 * Puts the tables back to a backup, within the transaction that the client has begun. Nobody else sees or changes them until its end: no
 * step is claimed meanwhile. Errors: BACKUP_DAMAGED where what was put in is not what was backed up.
 */
export async function putBack(options: Options, content: Manifest): Promise<void> {
  const { client, onTable } = options;
  const tables = await listTables(client, ["state", "configuration"]);
  const ended = await listTables(client, ["ended"]);
  await callOwners(client, "restoring");
  await client.query(`truncate ${[...tables, ...ended].map(quoted).join(", ")}`);
  for (const table of tables) await client.query(`alter table ${quoted(table)} disable trigger user`);
  for (const table of content.tables) {
    await loadTable(options, table);
    const found = await contentOf(client, table);
    if (found.sha256 !== table.sha256) throw damaged(`the rows of ${fullName(table)} are not what they were`);
    await onTable();
  }
  for (const table of tables) {
    await client.query(`alter table ${quoted(table)} enable trigger user`);
    await keepCounting(client, table);
  }
  await callOwners(client, "restored");
}

/** What an owner does before or after, in a function of its schema; most have nothing to do. */
async function callOwners(client: Client, name: "restoring" | "restored"): Promise<void> {
  for (const schema of schemaOwners.map(schemaOf)) {
    const { rows } = await client.query<{ there: boolean }>("select to_regproc($1) is not null as there", [
      `${schema}.${name}`,
    ]);
    if (rows[0]?.there) await client.query(`select ${schema}.${name}()`);
  }
}

/** Numbers are never given twice: those of rows that are gone are not given again, nor those of rows that are back. */
async function keepCounting(client: Client, table: Parameters<typeof fullName>[0]): Promise<void> {
  const { rows } = await client.query<{ column: string; sequence: string }>(
    `select quote_ident(a.attname) as column, pg_get_serial_sequence($1, a.attname) as sequence
     from pg_attribute a where a.attrelid = $1::regclass and a.attidentity <> '' and not a.attisdropped`,
    [quoted(table)],
  );
  for (const { column, sequence } of rows)
    await client.query(
      `select setval($1, greatest((select last_value from ${sequence}), (select max(${column}) from ${quoted(table)}), 1))`,
      [sequence],
    );
}
