import type { ActionHandler } from "@agentos/action-kit/handler";
import { workerPaused as paused, workerResumed as resumed } from "@agentos/contracts/events/fleet";
import { announce, changeFleet, nudgeWorkers } from "../change.ts";
import type { Context } from "../context.ts";
import { changeWorker, eventOf, lockOnline } from "../registry/workers.ts";

/** Has a worker take nothing new, or take work again. */
export function workerPaused(
  context: Context,
  pause: boolean,
): ActionHandler<"worker.pause"> & ActionHandler<"worker.resume"> {
  return {
    run: (call) =>
      changeFleet(context, async (change) => {
        const { worker_id } = call.payload;
        await lockOnline(change.tx, worker_id);
        const { subject, about } = eventOf(await changeWorker(change.tx, worker_id, { paused: pause }));
        await announce(change, pause ? paused : resumed, subject, about);
        nudgeWorkers(change, { workerIds: [worker_id] });
        return call.complete(change.tx, { worker_id, paused: pause });
      }),
  };
}
