import type { Kysely } from "kysely";
import type { StepRow, Tables } from "./tables.ts";

/** The steps of a job's run, in order. */
export async function readSteps(db: Kysely<Tables>, job: { id: string; run: number }): Promise<StepRow[]> {
  return db
    .selectFrom("steps")
    .selectAll()
    .where("job_id", "=", job.id)
    .where("run", "=", job.run)
    .orderBy("position")
    .execute();
}
