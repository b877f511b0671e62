import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { clearQueues, waitingAt } from "../queue/clear-queues.ts";
import { changeJobs } from "../unit.ts";

/** Cancels what waits for an agent: the queue of its stage. */
export function agentClearQueue(context: Context): ActionHandler<"agent.clear_queue"> {
  return {
    dryRun: ({ payload }) => waitingAt(context.db, [payload.agent]),
    run: ({ payload, actor, reason, keep, complete }) =>
      changeJobs(context, async (unit) => {
        await keep(unit.tx);
        const cancelled = await clearQueues(unit, [payload.agent], { by: actor, reason });
        return complete(unit.tx, { queues: [payload.agent], cancelled });
      }),
  };
}
