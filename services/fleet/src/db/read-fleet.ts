import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { sql } from "kysely";
import { sqlFile } from "./sql.ts";
import type { AgentRow, Db, WorkerRow } from "./tables.ts";

/** The agents in the order of the pipeline, each with its workers in the order of their slots; `now` by the database's clock. */
export type Fleet = { now: Date; agents: { row: AgentRow; workers: WorkerRow[] }[] };

export async function readFleet(db: Db, only: readonly StageName[] = stageNames): Promise<Fleet> {
  const [clock, rows, workers] = await Promise.all([
    sql<{ now: Date }>`select clock_timestamp() as now`.execute(db),
    db.selectFrom("agents").selectAll().where("agent", "in", only).execute(),
    db.selectFrom("workers").selectAll().where("agent", "in", only).orderBy("slot").orderBy("started_at").execute(),
  ]);
  const agents = only.flatMap((name) => {
    const row = rows.find(({ agent }) => agent === name);
    return row ? [{ row, workers: workers.filter(({ agent }) => agent === name) }] : [];
  });
  return { now: clock.rows[0]?.now ?? new Date(), agents };
}

export type HistoryPoint = {
  agent: StageName;
  at: Date;
  workers_online: number;
  done: number;
  failed: number;
  cpu_percent: number;
};

const history = sqlFile<HistoryPoint>("history");

/** How each agent was over the last hour, oldest first. */
export function readHistory(db: Db): Promise<HistoryPoint[]> {
  return history(db, []);
}
