import type { Kysely, Selectable } from "kysely";
import type { RunsTable, Tables } from "./tables.ts";

/** The runs of a job, the first one first. */
export async function readRuns(db: Kysely<Tables>, jobId: string): Promise<Selectable<RunsTable>[]> {
  return db.selectFrom("runs").selectAll().where("job_id", "=", jobId).orderBy("run").execute();
}
