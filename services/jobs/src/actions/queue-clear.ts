import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { queuesOf } from "../domain/queues-of.ts";
import { clearQueues, waitingAt } from "../queue/clear-queues.ts";
import { changeJobs } from "../unit.ts";

/** Cancels what waits at a queue, or at all of them. */
export function queueClear(context: Context): ActionHandler<"queue.clear"> {
  return {
    dryRun: ({ payload }) => waitingAt(context.db, queuesOf(payload.queue)),
    run: ({ payload, actor, reason, keep, complete }) =>
      changeJobs(context, async (unit) => {
        await keep(unit.tx);
        const queues = queuesOf(payload.queue);
        const cancelled = await clearQueues(unit, queues, { by: actor, reason });
        return complete(unit.tx, { queues, cancelled });
      }),
  };
}
