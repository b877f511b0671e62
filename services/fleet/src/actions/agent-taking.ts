import type { ActionHandler } from "@agentos/action-kit/handler";
import { agentStarted, agentStopped } from "@agentos/contracts/events/fleet";
import { announce, changeFleet, nudgeWorkers } from "../change.ts";
import type { Context } from "../context.ts";
import { changeAgent } from "../registry/agents.ts";
import { onlineWorkers } from "../registry/workers.ts";

/** Has the workers of an agent take work, or not, those to come too. */
export function agentTaking(
  context: Context,
  taking: boolean,
): ActionHandler<"agent.start"> & ActionHandler<"agent.stop"> {
  return {
    run: (call) =>
      changeFleet(context, async (change) => {
        const { agent } = call.payload;
        const { version } = await changeAgent(change.tx, agent, { taking });
        await announce(change, taking ? agentStarted : agentStopped, { id: agent, version }, { agent });
        nudgeWorkers(change, { agents: [agent] });
        const workers = (await onlineWorkers(change.tx, [agent])).map(({ worker_id }) => worker_id);
        return call.complete(change.tx, { agent, taking, workers });
      }),
  };
}
