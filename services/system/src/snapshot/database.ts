import path from "node:path";
import { readFileSync } from "node:fs";
import type { systemParts } from "@agentos/contracts/snapshot/parts/system";
import { maintenanceRole, schemaOf, schemaOwners } from "@agentos/contracts/services";
import type { Pool } from "pg";
import type { z } from "zod";

type DatabaseView = z.output<typeof systemParts.system>["database"];
type Standing = Pick<DatabaseView, "version" | "megabytes" | "connections">;
type Size = { schema: string; table: string; bytes: number; cared_for: boolean };
type Slow = Omit<DatabaseView["slow"][number], "since"> & { since: Date };

const slowSeconds = 10;
const [sizes, slowQueries] = ["sizes", "slow-queries"].map((name) =>
  readFileSync(path.join(import.meta.dirname, `${name}.sql`), "utf8"),
) as [string, string];
const standing = `
  select current_setting('server_version') as version,
    round(pg_database_size(current_database()) / 1048576.0)::int as megabytes,
    json_build_object(
      'used', (select 10 * ceil(sum(numbackends) / 10.0)::int from pg_stat_database),
      'most', current_setting('max_connections')::int
    ) as connections`;

/** How the database is. */
export async function readDatabase(pool: Pool): Promise<DatabaseView> {
  const [one, sizesOf, slow] = await Promise.all([
    pool.query<Standing>(standing),
    pool.query<Size>(sizes, [schemaOwners.map(schemaOf), maintenanceRole]),
    pool.query<Slow>(slowQueries, [slowSeconds]),
  ]);
  const [found] = one.rows;
  if (!found) throw new Error("The database says nothing of itself.");
  return {
    ...found,
    schemas: schemasOf(sizesOf.rows),
    tables: sizesOf.rows
      .filter((size) => size.cared_for)
      .map(({ table, bytes }) => ({ table, megabytes: megabytes(bytes) })),
    slow: slow.rows.map((row) => ({ ...row, since: row.since.toISOString() })),
  };
}

function schemasOf(all: readonly Size[]): DatabaseView["schemas"] {
  return [...Map.groupBy(all, ({ schema }) => schema)].map(([schema, tables]) => ({
    schema,
    megabytes: megabytes(tables.reduce((sum, { bytes }) => sum + bytes, 0)),
  }));
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}
