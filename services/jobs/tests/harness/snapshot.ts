import type { Pool } from "pg";

const tables = {
  jobs: "id",
  runs: "job_id, run",
  steps: "id",
  attempts: "id",
  clips: "id",
  dead_letters: "id",
  events: "seq",
  queues: "stage",
  bulk_operations: "action_id",
  purged_days: "day, user_id, status",
  file_removals: "prefix",
};

export type Snapshot = Record<keyof typeof tables, Record<string, unknown>[]>;

/** Every row of the tables of the state machine, to see that something has changed nothing. */
export async function snapshot(pool: Pool): Promise<Snapshot> {
  const entries = await Promise.all(
    Object.entries(tables).map(async ([table, key]) => {
      const { rows } = await pool.query(`select * from ${table} order by ${key}`);
      return [table, rows] as const;
    }),
  );
  return Object.fromEntries(entries) as Snapshot;
}
