import { heartbeats } from "@agentos/contracts/limits";
import { sql } from "kysely";
import { changeFleet } from "../change.ts";
import type { Context } from "../context.ts";
import { markOffline } from "../registry/workers.ts";

const { offlineAfterSeconds } = heartbeats;
const tooLongAgo = sql<Date>`clock_timestamp() - make_interval(secs => ${offlineAfterSeconds})`;

/**
 * One round of the manager worker-reaper, at any interval: workers that have not reported for 15 s are offline. Silence is judged
 * only when a worker could have spoken: after an outage of this service, of the database or of NATS everybody gets the whole time
 * again. Returns how many were found silent.
 */
export async function reapWorkers(context: Context): Promise<number> {
  if (context.hearing.secondsHearing() < offlineAfterSeconds) return 0;
  try {
    const silent = await context.db
      .selectFrom("workers")
      .select("worker_id")
      .where("offline_reason", "is", null)
      .where("last_seen_at", "<", tooLongAgo)
      .execute();
    let reaped = 0;
    for (const { worker_id } of silent) if (await reap(context, worker_id)) reaped += 1;
    return reaped;
  } catch (error) {
    context.hearing.deaf();
    throw error;
  }
}

/** It may have reported since it was found: its row is locked now. */
function reap(context: Context, workerId: string): Promise<boolean> {
  return changeFleet(context, async (change) => {
    const stillSilent = await change.tx
      .selectFrom("workers")
      .select("worker_id")
      .where("worker_id", "=", workerId)
      .where("last_seen_at", "<", tooLongAgo)
      .forUpdate()
      .executeTakeFirst();
    return stillSilent ? markOffline(change, workerId, "silent") : false;
  });
}
