import { readFileSync } from "node:fs";
import path from "node:path";
import { policyOf, type TablePolicy } from "@agentos/contracts/backups/table-policies";
import { schemaOf, schemaOwners } from "@agentos/contracts/services";
import { escapeIdentifier, type Client } from "pg";
import type { DumpedTable } from "./manifest.ts";

/** A table as it is now. */
export type LiveTable = Pick<DumpedTable, "schema" | "name" | "columns" | "key" | "constraints" | "references">;

const text = readFileSync(path.join(import.meta.dirname, "sql/dumped-tables.sql"), "utf8");
const schemas = schemaOwners.map(schemaOf);

/** The tables of all owners that have one of these policies; a table comes after those that it refers to. */
export async function listTables(client: Client, policies: readonly TablePolicy[]): Promise<LiveTable[]> {
  const { rows } = await client.query<LiveTable>(text, [schemas]);
  return inOrder(rows.filter(({ schema, name }) => policies.includes(policyOf(schema, name))));
}

/** The migrations that have made each schema. */
export async function schemaVersions(client: Client): Promise<Record<string, string[]>> {
  const versions: Record<string, string[]> = {};
  for (const schema of schemas) {
    const { rows } = await client.query<{ name: string }>(
      `select name from ${escapeIdentifier(schema)}.schema_migration order by name`,
    );
    versions[schema] = rows.map((row) => row.name);
  }
  return versions;
}

export function fullName({ schema, name }: Pick<LiveTable, "schema" | "name">): string {
  return `${schema}.${name}`;
}

/** As a statement has it. */
export function quoted({ schema, name }: Pick<LiveTable, "schema" | "name">): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}

/** Tables that refer to each other in a ring do not exist here; one would be a mistake of a migration. */
function inOrder(tables: readonly LiveTable[]): LiveTable[] {
  const left = new Map(tables.map((table) => [fullName(table), table]));
  const ordered: LiveTable[] = [];
  while (left.size > 0) {
    const free = [...left].filter(([own, { references }]) => !references.some((one) => one !== own && left.has(one)));
    if (free.length === 0) throw new Error(`${[...left.keys()].join(", ")} refer to each other`);
    for (const [own, table] of free) {
      ordered.push(table);
      left.delete(own);
    }
  }
  return ordered;
}
