import { sql } from "kysely";
import type { Db } from "./tables.ts";

const batch = 100;

export type Leftover = { id: string; key: string; collection: string };

/**
 * Gives up unfinished uploads that have got no chunk for so long. One whose finishing has begun is left alone while
 * somebody holds the lease. Returns their ids.
 */
export async function expireIdle(db: Db, afterSeconds: number): Promise<string[]> {
  const idle = db
    .selectFrom("uploads")
    .select("id")
    .where("status", "in", ["receiving", "finalizing"])
    .where("last_chunk_at", "<", sql<Date>`now() - make_interval(secs => ${afterSeconds})`)
    .where((eb) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<", sql<Date>`now()`)]))
    .orderBy("last_chunk_at")
    .limit(batch)
    .forUpdate()
    .skipLocked();
  const expired = await db
    .updateTable("uploads")
    .set((eb) => ({ status: "expired", lease: null, lease_until: null, version: eb("version", "+", 1) }))
    .where("id", "in", idle)
    .returning("id")
    .execute();
  return expired.map((row) => row.id);
}

/** Expired uploads whose parts are still in the store. */
export async function findLeftovers(db: Db): Promise<Leftover[]> {
  return db
    .selectFrom("uploads")
    .select(["id", "key", "collection"])
    .where("status", "=", "expired")
    .where("collection", "is not", null)
    .limit(batch)
    .$narrowType<{ collection: string }>()
    .execute();
}

/** Notes that nothing of an expired upload is in the store any more. */
export async function clearLeftover(db: Db, id: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom("chunks").where("upload_id", "=", id).execute();
    await tx.updateTable("uploads").set({ collection: null }).where("id", "=", id).execute();
  });
}
