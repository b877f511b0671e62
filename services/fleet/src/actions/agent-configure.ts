import type { ActionHandler } from "@agentos/action-kit/handler";
import { agentConfigured } from "@agentos/contracts/events/fleet";
import { announce, changeFleet, nudgeWorkers } from "../change.ts";
import type { Context } from "../context.ts";
import { patchSettings } from "../domain/patch-settings.ts";
import { changeAgent } from "../registry/agents.ts";

/** Changes settings of an agent: its next tasks run with them. */
export function agentConfigure(context: Context): ActionHandler<"agent.configure"> {
  return {
    run: (call) =>
      changeFleet(context, async (change) => {
        const { agent, patch } = call.payload;
        const before = await change.tx
          .selectFrom("agents")
          .select("settings")
          .where("agent", "=", agent)
          .forUpdate()
          .executeTakeFirstOrThrow();
        const settings = patchSettings(before.settings, patch);
        const { version } = await changeAgent(change.tx, agent, { settings: JSON.stringify(settings) });
        await announce(change, agentConfigured, { id: agent, version }, { agent, settings });
        nudgeWorkers(change, { agents: [agent] });
        return call.complete(change.tx, { agent, settings, version });
      }),
  };
}
