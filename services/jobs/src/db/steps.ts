import type { Kysely } from "kysely";
import type { AttemptRow, StepRow, Tables } from "./tables.ts";

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

/** What workers did on the steps of a job's run, the first first. */
export async function readAttempts(db: Kysely<Tables>, job: { id: string; run: number }): Promise<AttemptRow[]> {
  return db
    .selectFrom("attempts")
    .innerJoin("steps", "steps.id", "attempts.step_id")
    .selectAll("attempts")
    .where("steps.job_id", "=", job.id)
    .where("steps.run", "=", job.run)
    .orderBy("attempts.started_at")
    .execute();
}
