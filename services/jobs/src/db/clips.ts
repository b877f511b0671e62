import type { ClipRow, Db } from "./tables.ts";

/** The clips of a run, best first. */
export async function readClips(db: Db, of: { jobId: string; run: number }): Promise<ClipRow[]> {
  return db
    .selectFrom("clips")
    .selectAll()
    .where("job_id", "=", of.jobId)
    .where("run", "=", of.run)
    .orderBy("score", "desc")
    .orderBy("clip_index")
    .execute();
}

/** The newest clips of a user's jobs, or of everybody's. */
export async function recentClips(db: Db, userId: string | undefined, limit: number): Promise<ClipRow[]> {
  let query = db.selectFrom("clips").selectAll().orderBy("created_at", "desc").orderBy("id", "desc").limit(limit);
  if (userId !== undefined) query = query.where("user_id", "=", userId);
  return query.execute();
}

export async function findClip(db: Db, id: string): Promise<ClipRow | undefined> {
  return db.selectFrom("clips").selectAll().where("id", "=", id).executeTakeFirst();
}
