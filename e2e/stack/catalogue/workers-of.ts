import type { StageName } from "@agentos/contracts/stages/stages";
import { parentOf, query, until } from "../driver.ts";
import { sendAction, untilActionEnded, type World } from "./world.ts";

export type LiveWorker = { worker_id: string; slot: string; pid: number };

/** The workers of an agent that report, and whose processes are there. */
export async function liveWorkers({ stack }: World, agent: StageName): Promise<LiveWorker[]> {
  const rows = await query<LiveWorker>(
    stack,
    "select worker_id, slot, pid from workers where agent = $1 and offline_reason is null order by slot",
    [agent],
    "fleet",
  );
  return rows.filter((row) => isAlive(row.pid));
}

export async function onlyWorker(world: World, agent: StageName): Promise<LiveWorker> {
  return until(async () => {
    const workers = await liveWorkers(world, agent);
    return workers.length === 1 && workers[0];
  });
}

export function isAlive(pid: number): boolean {
  return parentOf(pid) !== undefined;
}

export async function scaleTo(world: World, agent: StageName, replicas: number): Promise<LiveWorker[]> {
  await untilActionEnded(world, await sendAction(world, "worker.scale", { agent, replicas }));
  return until(async () => {
    const workers = await liveWorkers(world, agent);
    return workers.length === replicas && workers;
  });
}

/** Keeps looking how many workers of an agent serve; `fewest` ends it. */
export function watchWorkers(world: World, agent: StageName): { fewest(): Promise<number> } {
  const ended = new AbortController();
  let fewest = Number.POSITIVE_INFINITY;
  const watched = (async () => {
    while (!ended.signal.aborted) fewest = Math.min(fewest, (await liveWorkers(world, agent)).length);
  })();
  return {
    async fewest() {
      ended.abort();
      await watched;
      return fewest;
    },
  };
}

/** What was wanted of workers and agents, which grows with every change. */
export function wishes({ stack }: World): Promise<unknown> {
  return query(
    stack,
    "select agent as id, generation, desired_replicas from agents union all select worker_id, generation, null from workers order by 1",
    [],
    "fleet",
  );
}
