import { sql } from "kysely";
import { placeDays } from "../lockout/attempts.ts";
import { foldAccountCounts } from "./account-counts.ts";
import { deleteOldAccessChanges } from "./access-changes.ts";
import { deleteOldSessions } from "./sessions.ts";
import type { Db, Tx } from "./tables.ts";

/** Deletes what nobody can ask about any more, and folds counts; returns how many rows of each kind were deleted. */
export async function deleteOldRows(db: Db, forgetSeconds: number): Promise<Record<string, number>> {
  const [sessions, access_changes] = await Promise.all([
    db.transaction().execute(deleteOldSessions),
    db.transaction().execute(deleteOldAccessChanges),
  ]);
  await foldAccountCounts(db);
  const sign_ins = await db.transaction().execute((tx) => deleteOldSignIns(tx, forgetSeconds));
  return { sessions, access_changes, sign_ins };
}

async function deleteOldSignIns(tx: Tx, forgetSeconds: number): Promise<number> {
  const forgotten = sql<Date>`now() - make_interval(secs => ${forgetSeconds})`;
  const attempts = tx.deleteFrom("sign_in_attempts").where("at", "<", forgotten);
  const locks = tx.deleteFrom("sign_in_locks").where("locked_until", "<", forgotten);
  const places = tx
    .deleteFrom("sign_in_places")
    .where("seen_at", "<", sql<Date>`now() - make_interval(days => ${placeDays})`);
  let deleted = 0;
  for (const query of [attempts, locks, places]) deleted += Number((await query.executeTakeFirst()).numDeletedRows);
  return deleted;
}
