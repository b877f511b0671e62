import type { Pool } from "pg";

const read = "select relname as table, seq_tup_read::int as rows from pg_stat_user_tables";

/**
 * How many rows of each table were read by sequential scans while `work` ran. The work's connection must be the only one of `pool`,
 * and nothing else may be using the database.
 */
export async function rowsScanned(pool: Pool, work: () => Promise<unknown>): Promise<Record<string, number>> {
  if (pool.options.max !== 1) throw new RangeError("What is counted is what one connection has done.");
  const before = await counted(pool);
  await work();
  const after = await counted(pool);
  const grown = [...after].map(([table, rows]) => [table, rows - (before.get(table) ?? 0)] as const);
  return Object.fromEntries(grown.filter(([, rows]) => rows > 0));
}

async function counted(pool: Pool): Promise<Map<string, number>> {
  await pool.query("select pg_stat_force_next_flush()");
  const { rows } = await pool.query<{ table: string; rows: number }>(read);
  return new Map(rows.map(({ table, rows: scanned }) => [table, scanned]));
}
