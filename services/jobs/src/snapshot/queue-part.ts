import type { PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { stageNames, stages, type StageName } from "@agentos/contracts/stages/stages";
import { readDepths } from "../db/depths.ts";
import { readOldestWaiting } from "../db/queue-rows.ts";
import { sqlFile } from "../db/sql.ts";
import type { Db } from "../db/tables.ts";

type QueuePart = NonNullable<PartsOf<"jobs">["queue"]>;
type Activity = { queue: StageName; at: Date; finished: number; failed: number };

const buckets = 12;
const readActivity = sqlFile<Activity>("queue_activity");

/** The queues as the snapshot shows them: moments, never ages. */
export async function readQueuePart(db: Db): Promise<QueuePart> {
  const [depths, oldest, activity, said] = await Promise.all([
    readDepths(db),
    readOldestWaiting(db),
    readActivity(db, [[...stageNames], buckets]),
    db.selectFrom("queues").selectAll().execute(),
  ]);
  const queues = stages.map(({ name, label }) => {
    const state = said.find((row) => row.stage === name);
    return {
      queue: name,
      label,
      level: state?.level ?? "normal",
      ...depths[name],
      // As it was said: that the time of a pause is over is told by the queue keeper, a second later at the most.
      paused: state?.paused ?? false,
      paused_until: state?.paused_until?.toISOString() ?? null,
      draining: state?.draining ?? false,
      oldest_waiting_at: oldest.get(name)?.at.toISOString() ?? null,
      activity: activity
        .filter((bucket) => bucket.queue === name)
        .map(({ at, finished, failed }) => ({ at: at.toISOString(), finished, failed })),
      version: state?.version ?? 1,
    };
  });
  const total = (of: "waiting" | "running" | "dead_letters"): number =>
    queues.reduce((sum, queue) => sum + queue[of], 0);
  return { waiting: total("waiting"), running: total("running"), dead_letters: total("dead_letters"), queues };
}
