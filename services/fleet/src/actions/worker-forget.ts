import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { changeFleet } from "../change.ts";
import type { Context } from "../context.ts";
import { forgetWorker } from "../registry/forget.ts";
import { lockWorker } from "../registry/workers.ts";

/** Takes a worker that is offline out of the list. */
export function workerForget(context: Context): ActionHandler<"worker.forget"> {
  return {
    run: (call) =>
      changeFleet(context, async (change) => {
        const worker = await lockWorker(change.tx, call.payload.worker_id);
        if (worker.offline_reason === null) throw new AppError("CONFLICT", "This worker still reports.");
        await forgetWorker(change, worker);
        return call.complete(change.tx, { worker_id: worker.worker_id });
      }),
  };
}
