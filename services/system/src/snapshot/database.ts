import path from "node:path";
import { readFileSync } from "node:fs";
import type { systemParts } from "@agentos/contracts/snapshot/parts/system";
import { schemaOf, schemaOwners } from "@agentos/contracts/services";
import type { Pool } from "pg";
import type { z } from "zod";

type DatabaseView = z.output<typeof systemParts.system>["database"];
type Standing = Pick<DatabaseView, "version" | "megabytes" | "connections">;
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
  const [one, schemas, slow] = await Promise.all([
    pool.query<Standing>(standing),
    pool.query<DatabaseView["schemas"][number]>(sizes, [schemaOwners.map(schemaOf)]),
    pool.query<Slow>(slowQueries, [slowSeconds]),
  ]);
  const [found] = one.rows;
  if (!found) throw new Error("The database says nothing of itself.");
  return {
    ...found,
    schemas: schemas.rows,
    slow: slow.rows.map((row) => ({ ...row, since: row.since.toISOString() })),
  };
}
