import type { ActionHandler } from "@agentos/action-kit/handler";
import { queuePaused } from "@agentos/contracts/events/queues";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { changeQueues, lockQueues } from "../db/queue-state.ts";
import { queuesOf } from "../domain/queues-of.ts";
import { announceQueue } from "../events.ts";
import { changeJobs } from "../unit.ts";

/** Takes nothing from the queue from the commit on. */
export function queuePause(context: Context): ActionHandler<"queue.pause"> {
  return {
    run: ({ payload, complete }) =>
      changeJobs(context, async (unit) => {
        const queues = queuesOf(payload.queue);
        await lockQueues(unit.tx, queues);
        const seconds = payload.for_seconds ?? null;
        const until = sql<Date | null>`now() + make_interval(secs => ${seconds})`;
        const changed = await changeQueues(unit.tx, queues, { paused: true, paused_until: until });
        const paused_until = changed[0]?.paused_until?.toISOString() ?? null;
        for (const queue of changed) await announceQueue(unit, queuePaused, queue, { paused_until });
        return complete(unit.tx, { queues, paused_until });
      }),
  };
}
