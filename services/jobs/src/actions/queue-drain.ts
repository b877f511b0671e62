import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { queuesOf } from "../domain/queues-of.ts";
import { beginDraining } from "../queue/drain-queues.ts";
import { changeJobs } from "../unit.ts";

/** Begins to drain a queue: how long that takes is up to its work, and its end is an event of its own. */
export function queueDrain(context: Context): ActionHandler<"queue.drain"> {
  return {
    run: ({ payload, complete }) =>
      changeJobs(context, async (unit) => {
        const queues = queuesOf(payload.queue);
        const remaining = await beginDraining(unit, queues);
        return complete(unit.tx, { queues, remaining });
      }),
  };
}
