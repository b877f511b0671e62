import { sql } from "kysely";
import type { Db, Tx } from "./tables.ts";

const until = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`;

/** Gives one holder the right to finish an upload; the caller has locked the row. */
export async function takeLease(tx: Tx, id: string, lease: string, seconds: number): Promise<void> {
  await tx
    .updateTable("uploads")
    .set((eb) => ({ status: "finalizing", lease, lease_until: until(seconds), version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Whether the lease that a locked row carries is still believed, by the database's clock. */
export async function leaseHolds(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom("uploads")
    .select(sql<boolean>`lease_until > now()`.as("holds"))
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.holds === true;
}

/** Keeps a lease. Returns false when it is somebody else's by now. */
export async function renewLease(db: Db, id: string, lease: string, seconds: number): Promise<boolean> {
  const renewed = await db
    .updateTable("uploads")
    .set({ lease_until: until(seconds) })
    .where("id", "=", id)
    .where("lease", "=", lease)
    .executeTakeFirst();
  return renewed.numUpdatedRows > 0n;
}

/** Gives the upload back to receiving; `anew` counts no chunk that began before. Returns false for a lost lease. */
export async function backToReceiving(
  tx: Db,
  id: string,
  lease: string,
  anew?: { collection: string },
): Promise<boolean> {
  const updated = await tx
    .updateTable("uploads")
    .set((eb) => ({
      status: "receiving",
      lease: null,
      lease_until: null,
      last_chunk_at: sql<Date>`now()`,
      version: eb("version", "+", 1),
      ...(anew ? { collection: anew.collection, round: eb("round", "+", 1) } : {}),
    }))
    .where("id", "=", id)
    .where("lease", "=", lease)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** Marks an upload finished and returns its new version; undefined for a lost lease. */
export async function markFinished(tx: Tx, id: string, lease: string, sha256: string): Promise<number | undefined> {
  const updated = await tx
    .updateTable("uploads")
    .set((eb) => ({
      status: "finished",
      sha256,
      collection: null,
      lease: null,
      lease_until: null,
      finished_at: sql<Date>`now()`,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .where("lease", "=", lease)
    .returning("version")
    .executeTakeFirst();
  return updated?.version;
}
