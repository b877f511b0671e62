import type { Db, WorkerRow } from "../db/tables.ts";

/** The worker that reports from a slot instead of another one. */
export function successorOf(db: Db, { slot, worker_id }: { slot: string; worker_id: string }): Promise<WorkerRow | undefined> {
  return db
    .selectFrom("workers")
    .selectAll()
    .where("slot", "=", slot)
    .where("worker_id", "<>", worker_id)
    .where("offline_reason", "is", null)
    // An older one that was cut off may report again; the newest is the one that was started.
    .where("started_at", ">", (eb) =>
      eb.fn.coalesce(
        eb.selectFrom("workers").select("started_at").where("worker_id", "=", worker_id),
        eb.val(new Date(0)),
      ),
    )
    .orderBy("started_at", "desc")
    .executeTakeFirst();
}
