import type { PayloadOf } from "@agentos/contracts/actions/actions";
import { maxBulkItems } from "@agentos/contracts/limits";
import type { Actor } from "@agentos/contracts/messages/actions";
import { sql } from "kysely";
import type { Db } from "./tables.ts";

/** The jobs that may be removed: with one of the statuses, and ended that many days ago; the oldest first, or one of them. */
export async function purgeable(
  db: Db,
  { older_than_days, statuses }: PayloadOf<"job.purge">,
  actor: Actor,
  only?: string,
): Promise<{ id: string }[]> {
  let query = db
    .selectFrom("jobs")
    .select("id")
    .where("status", "in", statuses)
    .where("finished_at", "<", sql<Date>`now() - make_interval(days => ${older_than_days})`)
    .orderBy("finished_at")
    .orderBy("id")
    .limit(maxBulkItems);
  if (actor.scope === "own") query = query.where("user_id", "=", actor.user_id);
  if (only !== undefined) query = query.where("id", "=", only);
  return query.execute();
}
