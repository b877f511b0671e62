import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { changeFleet } from "../change.ts";
import type { Context } from "../context.ts";
import type { Db, Tx } from "../db/tables.ts";
import { beginOperation } from "../operations/begin-operation.ts";
import type { RollWish } from "../operations/roll-wish.ts";
import { requireRuntime } from "../operations/slots.ts";
import type { Slot } from "../runtime/runtime.ts";
import { onlineWorkers } from "../registry/workers.ts";

/** For each worker: to go, to come, and to be stood in for. */
const secondsPerWorker = 300;

/** Restarts the workers of an agent, or all, one after the other. */
export function restartAll<Name extends "worker.restart_all" | "agent.restart">(
  context: Context,
  action: Name,
): ActionHandler<"worker.restart_all"> & ActionHandler<"agent.restart"> {
  return {
    async run(call) {
      const agents = agentsOf(call.payload.agent);
      await requireRuntime(context.runtime, agents[0]);
      const slots = await context.runtime.list();
      return changeFleet(context, async (change) => {
        const items = await targets(change.tx, agents, slots);
        const wish: RollWish = { begun_at: new Date().toISOString(), items, surge: null };
        const deadlineSeconds = items.length * secondsPerWorker;
        return beginOperation(context, change, call, { action, wish, deadlineSeconds, agents, exclusive: true });
      });
    },
    async dryRun({ payload }) {
      const items = await targets(context.db, agentsOf(payload.agent), await context.runtime.list());
      return { count: items.length, first: items.slice(0, 20).map(({ worker_id }) => worker_id) };
    },
  };
}

function agentsOf(agent: StageName | undefined): readonly [StageName, ...StageName[]] {
  return agent ? [agent] : stageNames;
}

/** The workers that report from a slot that can be restarted. Errors: NOT_FOUND where there is none. */
async function targets(db: Db | Tx, agents: readonly StageName[], slots: readonly Slot[]): Promise<RollWish["items"]> {
  const items = (await onlineWorkers(db, agents)).flatMap(({ agent, slot, worker_id }) => {
    const found = slots.find((one) => one.slot === slot);
    if (!found) return [];
    const begun = { known: [], asked_at: null, outcome: null, error_code: null };
    return [{ agent, slot, worker_id, instance: found.instance, ...begun }];
  });
  if (items.length === 0) throw new AppError("NOT_FOUND", "No worker reports that could be restarted.");
  return items;
}
