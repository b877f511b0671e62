import type { ActionHandler } from "@agentos/action-kit/handler";
import { queueResumed } from "@agentos/contracts/events/queues";
import type { Context } from "../context.ts";
import { changeQueues, lockQueues } from "../db/queue-state.ts";
import { queuesOf } from "../domain/queues-of.ts";
import { announceQueue } from "../events.ts";
import { releaseHeld } from "../queue/release-held.ts";
import { changeJobs } from "../unit.ts";

/** Lets work flow again: what was held while the queue was drained, and what was kept by a pause. */
export function queueResume(context: Context): ActionHandler<"queue.resume"> {
  return {
    run: ({ payload, keep, complete }) =>
      changeJobs(context, async (unit) => {
        await keep(unit.tx);
        const queues = queuesOf(payload.queue);
        await lockQueues(unit.tx, queues);
        let released = 0;
        for (const queue of await changeQueues(unit.tx, queues, {
          paused: false,
          paused_until: null,
          draining: false,
        })) {
          const count = await releaseHeld(unit, queue.stage);
          await announceQueue(unit, queueResumed, queue, { released: count });
          released += count;
        }
        return complete(unit.tx, { queues, released });
      }),
  };
}
