import { sql, type Selectable } from "kysely";
import type { Tx } from "../db/tables.ts";
import type { RunState, State, WorkerState } from "./fold.ts";
import type { AnalyticsTables } from "./tables.ts";

/** What is known of these jobs and workers. */
export async function readState(tx: Tx, ids: readonly string[]): Promise<State> {
  const runs = await tx.selectFrom("analytics_runs").selectAll().where("job_id", "in", ids).execute();
  const workers = await tx.selectFrom("analytics_workers").selectAll().where("worker_id", "in", ids).execute();
  return {
    runs: new Map(runs.map((row) => [row.job_id, runState(row)])),
    workers: new Map(
      workers.map((row): [string, WorkerState] => [
        row.worker_id,
        { agent: row.agent, online: row.online_since.getTime() },
      ]),
    ),
  };
}

/** Writes down what is known now of these; what is not in the state is over. */
export async function writeState(tx: Tx, state: State, ids: readonly string[]): Promise<void> {
  await tx.deleteFrom("analytics_runs").where("job_id", "in", ids).execute();
  await tx.deleteFrom("analytics_workers").where("worker_id", "in", ids).execute();
  await insertState(tx, state);
}

/** Puts another state in the place of everything that is known. */
export async function replaceState(tx: Tx, state: State): Promise<void> {
  await tx.deleteFrom("analytics_runs").execute();
  await tx.deleteFrom("analytics_workers").execute();
  await insertState(tx, state);
}

async function insertState(tx: Tx, { runs, workers }: State): Promise<void> {
  const known = [...runs].map(([job_id, run]) => ({ job_id, ...run }));
  const column = <Key extends keyof (typeof known)[number]>(key: Key) => known.map((run) => run[key]);
  await sql`
    insert into analytics_runs (job_id, since, started_at, waiting_since, entered_at, stage)
    select job_id, to_timestamp(since / 1000), to_timestamp(started / 1000), to_timestamp(waiting / 1000),
      to_timestamp(entered / 1000), stage
    from unnest(${column("job_id")}::text[], ${column("since")}::float8[], ${column("started")}::float8[],
      ${column("waiting")}::float8[], ${column("entered")}::float8[], ${column("stage")}::text[])
      as known (job_id, since, started, waiting, entered, stage)`.execute(tx);
  await sql`
    insert into analytics_workers (worker_id, agent, online_since)
    select worker_id, agent, to_timestamp(online / 1000)
    from unnest(${[...workers.keys()]}::text[], ${[...workers.values()].map(({ agent }) => agent)}::text[],
      ${[...workers.values()].map(({ online }) => online)}::float8[]) as known (worker_id, agent, online)`.execute(tx);
}

function runState(row: Selectable<AnalyticsTables["analytics_runs"]>): RunState {
  return {
    since: row.since?.getTime() ?? null,
    started: row.started_at?.getTime() ?? null,
    waiting: row.waiting_since?.getTime() ?? null,
    entered: row.entered_at?.getTime() ?? null,
    stage: row.stage,
  };
}
