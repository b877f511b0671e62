import { sql } from "kysely";
import type { ObjectStore } from "@agentos/storage/object-store";
import type { Db } from "../db/tables.ts";

/** Removes all seeded jobs with their steps, clips, events and files. Returns how many jobs there were. */
export async function cleanSeeds(db: Db, store: ObjectStore): Promise<number> {
  const removed = await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom("events")
      .where(sql<string>`payload->>'job_id'`, "in", (eb) =>
        eb
          .selectFrom("jobs")
          .select(sql<string>`id::text`.as("id"))
          .where("seeded", "=", true),
      )
      .execute();
    await tx.deleteFrom("purged_days").where("seeded", "=", true).execute();
    // In this order: what is folded meanwhile is found at its new place.
    await tx.deleteFrom("tally_changes").where("seeded", "=", true).execute();
    await tx.deleteFrom("tallies").where("seeded", "=", true).execute();
    return tx.deleteFrom("jobs").where("seeded", "=", true).returning("id").execute();
  });
  for (const { id } of removed) await store.remove(`jobs/${id}/`);
  return removed.length;
}
