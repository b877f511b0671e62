import type { ActionHandler } from "@agentos/action-kit/handler";
import { agentScaled } from "@agentos/contracts/events/fleet";
import { announce, changeFleet } from "../change.ts";
import type { Context } from "../context.ts";
import { beginOperation } from "../operations/begin-operation.ts";
import { requireRuntime } from "../operations/slots.ts";

const deadlineSeconds = 180;

/** That many workers of an agent. */
export function workerScale(context: Context): ActionHandler<"worker.scale"> {
  return {
    async run(call) {
      const { agent, replicas } = call.payload;
      await requireRuntime(context.runtime, agent);
      return changeFleet(context, async (change) => {
        const { version } = await change.tx
          .updateTable("agents")
          .set((eb) => ({ desired_replicas: replicas, version: eb("version", "+", 1) }))
          .where("agent", "=", agent)
          .returning("version")
          .executeTakeFirstOrThrow();
        await announce(change, agentScaled, { id: agent, version }, { agent, replicas });
        const wish = { agent, replicas, asked_at: null };
        const operation = { action: "worker.scale", wish, deadlineSeconds, agents: [agent], exclusive: true } as const;
        return beginOperation(context, change, call, operation);
      });
    },
  };
}
