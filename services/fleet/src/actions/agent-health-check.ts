import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { stageNames } from "@agentos/contracts/stages/stages";
import { changeFleet, nudgeWorkers } from "../change.ts";
import type { Context } from "../context.ts";
import { beginOperation } from "../operations/begin-operation.ts";
import { changeWorker, onlineWorkers } from "../registry/workers.ts";

const deadlineSeconds = 120;

/** Asks each worker that reports for a self-test of its own. */
export function agentHealthCheck(context: Context): ActionHandler<"agent.health_check"> {
  return {
    run: (call) =>
      changeFleet(context, async (change) => {
        const { agent } = call.payload;
        const workers = await onlineWorkers(change.tx, agent ? [agent] : stageNames);
        if (workers.length === 0) throw new AppError("NOT_FOUND", "No worker reports that could be checked.");
        const ids = workers.map(({ worker_id }) => worker_id);
        for (const id of ids) await changeWorker(change.tx, id, { self_test_id: call.actionId });
        nudgeWorkers(change, { workerIds: ids });
        const wish = { worker_ids: ids };
        const operation = { action: "agent.health_check", wish, deadlineSeconds, agents: [] } as const;
        return beginOperation(context, change, call, operation);
      }),
  };
}
