import type { ActionHandler } from "@agentos/action-kit/handler";
import { agentConcurrencySet, workerConcurrencySet } from "@agentos/contracts/events/fleet";
import type { StageName } from "@agentos/contracts/stages/stages";
import { announce, changeFleet, nudgeWorkers, type Change } from "../change.ts";
import type { Context } from "../context.ts";
import { changeAgent } from "../registry/agents.ts";
import { changeWorker, eventOf, lockOnline, onlineWorkers } from "../registry/workers.ts";

/** Sets how many tasks run at once, for a worker or for all of an agent. */
export function workerSetConcurrency(context: Context): ActionHandler<"worker.set_concurrency"> {
  return {
    run: (call) =>
      changeFleet(context, async (change) => {
        const { worker_id, agent, concurrency } = call.payload;
        const workers =
          agent === undefined
            ? await setForWorker(change, worker_id ?? "", concurrency)
            : await setForAgent(change, agent, concurrency);
        return call.complete(change.tx, { workers, concurrency });
      }),
  };
}

async function setForWorker(change: Change, workerId: string, concurrency: number): Promise<string[]> {
  await lockOnline(change.tx, workerId);
  const { subject, about } = eventOf(await changeWorker(change.tx, workerId, { concurrency }));
  await announce(change, workerConcurrencySet, subject, { ...about, concurrency });
  nudgeWorkers(change, { workerIds: [workerId] });
  return [workerId];
}

/** What was set for single workers of the agent gives way. */
async function setForAgent(change: Change, agent: StageName, concurrency: number): Promise<string[]> {
  const { version } = await changeAgent(change.tx, agent, { concurrency });
  await change.tx.updateTable("workers").set({ concurrency: null }).where("agent", "=", agent).execute();
  await announce(change, agentConcurrencySet, { id: agent, version }, { agent, concurrency });
  nudgeWorkers(change, { agents: [agent] });
  return (await onlineWorkers(change.tx, [agent])).map(({ worker_id }) => worker_id);
}
