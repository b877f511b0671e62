import { queueThreshold } from "@agentos/contracts/events/queues";
import type { QueueLevel } from "@agentos/contracts/queue-row";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { Context } from "../context.ts";
import { readDepths } from "../db/depths.ts";
import { levelOf } from "../domain/queue-level.ts";
import { announceQueue } from "../events.ts";
import { changeJobs } from "../unit.ts";

/** Tells of each queue that has passed a threshold, upward or downward, since it was last told of. */
export async function judgeDepths(context: Context): Promise<void> {
  const { db, config } = context;
  const thresholds = { warning: config.QUEUE_WARNING_DEPTH, critical: config.QUEUE_CRITICAL_DEPTH };
  const [depths, queues] = await Promise.all([
    readDepths(db),
    db.selectFrom("queues").select(["stage", "level"]).execute(),
  ]);
  for (const { stage, level: was } of queues) {
    const { waiting, held } = depths[stage] ?? { waiting: 0, held: 0 };
    const depth = waiting + held;
    const level = levelOf(depth, was, thresholds);
    if (level !== was) await tell(context, { stage, was, level, depth });
  }
}

type Crossing = { stage: StageName; was: QueueLevel; level: QueueLevel; depth: number };

/** Once, whichever instances have seen it: the row goes from one level to the other for one of them. */
async function tell(context: Context, { stage, was, level, depth }: Crossing): Promise<void> {
  await changeJobs(context, async (unit) => {
    const queue = await unit.tx
      .updateTable("queues")
      .set((eb) => ({ level, version: eb("version", "+", 1) }))
      .where("stage", "=", stage)
      .where("level", "=", was)
      .returning(["stage", "version"])
      .executeTakeFirst();
    if (queue) await announceQueue(unit, queueThreshold, queue, { level, was, depth });
  });
}
