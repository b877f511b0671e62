import type { ActionHandler } from "@agentos/action-kit/handler";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { lockQueues } from "../db/queue-state.ts";
import { queuesOf } from "../domain/queues-of.ts";
import { changeJobs } from "../unit.ts";

/** Takes nothing from the queue from the commit on. */
export function queuePause(context: Context): ActionHandler<"queue.pause"> {
  return {
    run: (call) =>
      changeJobs(context, async ({ tx }) => {
        const queues = queuesOf(call.payload.queue);
        await lockQueues(tx, queues);
        const seconds = call.payload.for_seconds ?? null;
        const rows = await tx
          .updateTable("queues")
          .set((eb) => ({
            paused: true,
            paused_until: sql<Date | null>`now() + make_interval(secs => ${seconds})`,
            version: eb("version", "+", 1),
          }))
          .where("stage", "in", queues)
          .returning("paused_until")
          .execute();
        return call.complete(tx, { queues, paused_until: rows[0]?.paused_until?.toISOString() ?? null });
      }),
  };
}
