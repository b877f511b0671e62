import type { ActionHandler } from "@agentos/action-kit/handler";
import { workerDraining } from "@agentos/contracts/events/fleet";
import { stageByName } from "@agentos/contracts/stages/stages";
import { announce, changeFleet, nudgeWorkers } from "../change.ts";
import type { Context } from "../context.ts";
import { beginOperation } from "../operations/begin-operation.ts";
import { slotOf } from "../operations/slots.ts";
import { changeWorker, eventOf, findWorker, lockOnline } from "../registry/workers.ts";

/** For the process to go, once its work is done. */
const graceSeconds = 120;

/** A worker finishes its work, then goes. */
export function workerDrain(context: Context): ActionHandler<"worker.drain"> {
  return {
    async run(call) {
      const { worker_id } = call.payload;
      const found = await findWorker(context.db, worker_id);
      const { slot, agent } = await slotOf(context.runtime, found);
      return changeFleet(context, async (change) => {
        await lockOnline(change.tx, worker_id);
        const { subject, about } = eventOf(await changeWorker(change.tx, worker_id, { draining: true }));
        await announce(change, workerDraining, subject, about);
        nudgeWorkers(change, { workerIds: [worker_id] });
        const deadlineSeconds = stageByName(agent).timeoutSeconds + graceSeconds;
        const wish = { worker_id, slot, agent, force: false, asked: false };
        const operation = { action: "worker.drain", wish, deadlineSeconds, agents: [agent] } as const;
        return beginOperation(context, change, call, operation);
      });
    },
  };
}
