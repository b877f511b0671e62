import type { StageName } from "@agentos/contracts/stages/stages";
import type { Db } from "./tables.ts";

/** The jobs with an open dead letter at one of these stages, those of the oldest letters first; or one of them. */
export async function deadJobs(db: Db, stages: readonly StageName[], limit: number, only?: string): Promise<string[]> {
  let query = db
    .selectFrom("dead_letters")
    .select("job_id")
    .where("stage", "in", stages)
    .where("resolved_at", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit);
  if (only !== undefined) query = query.where("job_id", "=", only);
  return (await query.execute()).map((row) => row.job_id);
}
