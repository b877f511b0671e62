import type { ActionHandler } from "@agentos/action-kit/handler";
import { changeFleet } from "../change.ts";
import type { Context } from "../context.ts";
import { beginOperation } from "../operations/begin-operation.ts";
import { slotOf } from "../operations/slots.ts";
import { findWorker, lockOnline } from "../registry/workers.ts";

const deadlineSeconds = 120;

/** Ends a worker's process; its work comes back by release, or by its lease where it is forced. */
export function workerStop(context: Context): ActionHandler<"worker.stop"> {
  return {
    async run(call) {
      const { worker_id, force } = call.payload;
      const found = await findWorker(context.db, worker_id);
      const { slot, agent } = await slotOf(context.runtime, found);
      return changeFleet(context, async (change) => {
        await lockOnline(change.tx, worker_id);
        const wish = { worker_id, slot, agent, force, asked: false };
        const operation = { action: "worker.stop", wish, deadlineSeconds, agents: [agent] } as const;
        return beginOperation(context, change, call, operation);
      });
    },
  };
}
