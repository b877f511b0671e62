import type { ActionHandler } from "@agentos/action-kit/handler";
import { changeFleet } from "../change.ts";
import type { Context } from "../context.ts";
import { beginOperation } from "../operations/begin-operation.ts";
import { slotOf } from "../operations/slots.ts";
import { wantReplicas } from "../registry/agents.ts";
import { findWorker, lockWorker } from "../registry/workers.ts";

const deadlineSeconds = 120;

/** A new process in the worker's slot, also where none runs there now. */
export function workerRestart(context: Context): ActionHandler<"worker.restart"> {
  return {
    async run(call) {
      const { worker_id, graceful } = call.payload;
      const found = await findWorker(context.db, worker_id);
      const { slot, instance, state, agent } = await slotOf(context.runtime, found);
      return changeFleet(context, async (change) => {
        const { pid } = await lockWorker(change.tx, worker_id);
        if (state === "stopped") await wantReplicas(change.tx, agent, 1);
        const wish = { worker_id, agent, slot, pid, graceful, instance, known: [], asked: false };
        const operation = { action: "worker.restart", wish, deadlineSeconds, agents: [agent] } as const;
        return beginOperation(context, change, call, operation);
      });
    },
  };
}
