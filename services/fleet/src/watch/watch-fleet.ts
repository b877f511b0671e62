import { agentUpdated, workerUpdated } from "@agentos/contracts/events/ticks";
import { tick } from "@agentos/messaging/tick";
import { repeat } from "@agentos/service-kit/loop";
import type { Context } from "../context.ts";
import { readFleet } from "../db/read-fleet.ts";
import { changedOf, standingOf, type Standing } from "./standing.ts";

/** Between two looks: at the least, where workers report; and at the most, since silence makes them ill, too. */
const looksMs = { least: 200, most: 1000 } as const;

/**
 * Tells of workers and agents whose standing has changed, until the signal aborts. Each instance tells what it sees, as ticks say how
 * things are: who hears one twice knows the same.
 */
export async function watchFleet(context: Context, signal: AbortSignal): Promise<void> {
  const { db, nc, log, reports } = context;
  let before: Standing | undefined;
  const look = async (): Promise<void> => {
    await reports.wait(looksMs.most, signal);
    const after = standingOf(await readFleet(db));
    if (before) {
      for (const worker of changedOf(before.workers, after.workers)) tick(nc, workerUpdated, worker);
      for (const agent of changedOf(before.agents, after.agents)) tick(nc, agentUpdated, agent);
    }
    before = after;
  };
  await repeat({ name: "fleet-watch", everyMs: looksMs.least, signal, log, work: look });
}
