import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { queuesOf } from "../domain/queues-of.ts";
import { resumeQueues } from "../queue/resume-queues.ts";
import { changeJobs } from "../unit.ts";

/** Lets work flow again: what was held while the queue was drained, and what was kept by a pause. */
export function queueResume(context: Context): ActionHandler<"queue.resume"> {
  return {
    run: ({ payload, keep, complete }) =>
      changeJobs(context, async (unit) => {
        await keep(unit.tx);
        const queues = queuesOf(payload.queue);
        const released = await resumeQueues(unit, queues);
        return complete(unit.tx, { queues, released });
      }),
  };
}
