import { agentScaled } from "@agentos/contracts/events/fleet";
import type { ManagerSettings } from "@agentos/contracts/managers/managers";
import { getQueue } from "@agentos/contracts/messages/jobs";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import type { ManagerWork, RunCall } from "@agentos/manager-kit/work";
import { ask } from "@agentos/messaging/request";
import { announce, changeFleet } from "../change.ts";
import type { Context } from "../context.ts";
import { operatedAgents } from "../db/open-operations.ts";
import { filledSlots } from "../operations/slots.ts";
import { agentOf } from "../registry/agents.ts";
import { wantedReplicas, type Bounds } from "./wanted-replicas.ts";

type Settings = ManagerSettings<"autoscaler">;
type Call = Pick<RunCall<"autoscaler">, "settings" | "signal" | "fence">;

/**
 * The manager `autoscaler`: holds, for the agents of its settings alone, the number of workers against the queue. Between runs it
 * remembers since when fewer would do; a new leader begins to count anew.
 */
export function createAutoscaler(context: Context): ManagerWork<"autoscaler"> {
  const idleSince = new Map<StageName, number>();
  return async (run) => {
    let scaled = 0;
    for (const agent of stageNames) {
      const bounds = run.settings.agents[agent];
      run.signal.throwIfAborted();
      if (bounds && (await scaleAgent(context, run, agent, bounds, idleSince))) scaled += 1;
    }
    return { scaled };
  };
}

async function scaleAgent(
  context: Context,
  run: Call,
  agent: StageName,
  bounds: Bounds,
  idleSince: Map<StageName, number>,
): Promise<boolean> {
  const row = await agentOf(context.db, agent);
  const slots = await filledSlots(context, agent);
  const replicas = row.desired_replicas ?? slots.length;
  const queue = await ask(context.nc, getQueue, { stage: agent });
  // Where nothing is taken, more workers would not help.
  const oldestWaitingSeconds = queue.paused || !row.taking ? null : queue.oldest_waiting_seconds;
  const load = { waiting: queue.waiting, running: queue.running, oldestWaitingSeconds, replicas };
  const wanted = wantedReplicas(load, bounds, run.settings.target_wait_seconds);
  if (mustWait(agent, wanted < replicas && replicas <= bounds.max, run.settings, idleSince)) return false;
  if (wanted !== replicas && !(await commit(context, run, agent, wanted))) return false;
  // Also what an earlier run has committed and could not ask for.
  if (slots.length === wanted) return false;
  await context.runtime.scale(agent, wanted);
  return true;
}

/** Whether fewer workers would do, but not for long enough yet. */
function mustWait(
  agent: StageName,
  shrinks: boolean,
  { shrink_after_seconds }: Settings,
  idleSince: Map<StageName, number>,
): boolean {
  const now = performance.now();
  if (!shrinks) {
    idleSince.delete(agent);
    return false;
  }
  const since = idleSince.get(agent) ?? now;
  idleSince.set(agent, since);
  if (now - since < shrink_after_seconds * 1000) return true;
  // The next one has to be idle for as long again.
  idleSince.delete(agent);
  return false;
}

/** Commits what is wanted, under the lead; not while an action changes the agent's workers. */
function commit(context: Context, { fence }: Call, agent: StageName, replicas: number): Promise<boolean> {
  return changeFleet(context, async (change) => {
    const { tx } = change;
    await fence(tx);
    if ((await operatedAgents(tx, { lock: true })).has(agent)) return false;
    const { version } = await tx
      .updateTable("agents")
      .set((eb) => ({ desired_replicas: replicas, version: eb("version", "+", 1) }))
      .where("agent", "=", agent)
      .returning("version")
      .executeTakeFirstOrThrow();
    await announce(change, agentScaled, { id: agent, version }, { agent, replicas });
    return true;
  });
}
