import type { StageName } from "@agentos/contracts/stages/stages";
import { runAsLeader } from "@agentos/database/leader";
import { repeat } from "@agentos/service-kit/loop";
import type { Context } from "../context.ts";
import { operatedAgents } from "../db/open-operations.ts";
import { filledSlots } from "../operations/slots.ts";

const everyMs = 10_000;

/** Keeps the wanted numbers up, on one instance at a time, until the signal aborts. */
export async function runReplicaKeeper(context: Context, signal: AbortSignal): Promise<void> {
  const { pool, log } = context;
  const work = async (): Promise<void> => void (await keepReplicas(context));
  const lead = (leading: AbortSignal): Promise<void> =>
    repeat({ name: "replicas", everyMs, signal: leading, log, work });
  await runAsLeader({ pool, name: "fleet:replicas", signal, log, work: lead });
}

/**
 * One round: where an agent was scaled, as many workers are asked for as are wanted. What starts workers may have begun anew, with
 * its own number. Agents whose workers an operation changes are left to it. Returns the agents that had another number.
 */
export async function keepReplicas(context: Context): Promise<StageName[]> {
  if (context.runtime.name === "none") return [];
  const kept: StageName[] = [];
  for (const { agent, wanted } of await wantedReplicas(context)) {
    const filled = await filledSlots(context, agent);
    // Where nothing is known of an agent, whoever starts its workers is still beginning.
    if (filled.length === 0 || filled.length === wanted) continue;
    context.log.info({ agent, wanted, found: filled.length }, "another number of workers than is wanted");
    await context.runtime.scale(agent, wanted);
    kept.push(agent);
  }
  return kept;
}

async function wantedReplicas({ db }: Context): Promise<{ agent: StageName; wanted: number }[]> {
  const rows = await db
    .selectFrom("agents")
    .select(["agent", "desired_replicas"])
    .where("desired_replicas", "is not", null)
    .execute();
  const operated = await operatedAgents(db);
  return rows.flatMap(({ agent, desired_replicas }) =>
    desired_replicas === null || operated.has(agent) ? [] : [{ agent, wanted: desired_replicas }],
  );
}
