import { queueDrained, queueDraining } from "@agentos/contracts/events/queues";
import type { StageName } from "@agentos/contracts/stages/stages";
import { readDepths } from "../db/depths.ts";
import { changeQueues, lockQueues } from "../db/queue-state.ts";
import { sqlFile } from "../db/sql.ts";
import type { Db, Tx } from "../db/tables.ts";
import { announceQueue } from "../events.ts";
import { wakeWorkers, type Unit } from "../unit.ts";

const findDrained = sqlFile<{ stage: StageName }>("drained_queues");

/**
 * From the commit on, what arrives at these queues is held; what waits there flows, also where it was paused, until it is
 * finished. Returns how many steps are still to be finished.
 */
export async function beginDraining(unit: Unit, queues: readonly StageName[]): Promise<number> {
  await lockQueues(unit.tx, queues);
  const changed = await changeQueues(unit.tx, queues, { draining: true, paused: false, paused_until: null });
  const depths = await readDepths(unit.tx);
  let total = 0;
  for (const queue of changed) {
    const { waiting, running } = depths[queue.stage];
    await announceQueue(unit, queueDraining, queue, { remaining: waiting + running });
    wakeWorkers(unit, queue.stage);
    total += waiting + running;
  }
  await pauseDrained(unit, queues);
  return total;
}

/** The queues that have nothing left to finish, though they are not paused yet. */
export async function drainedQueues(db: Db | Tx): Promise<StageName[]> {
  return (await findDrained(db, [])).map((row) => row.stage);
}

/** Pauses those of these queues that have nothing left to finish. Nothing is claimed from them while that is found out. */
export async function pauseDrained(unit: Unit, queues: readonly StageName[]): Promise<void> {
  await lockQueues(unit.tx, queues);
  const drained = (await drainedQueues(unit.tx)).filter((stage) => queues.includes(stage));
  if (drained.length === 0) return;
  const changed = await changeQueues(unit.tx, drained, { paused: true, paused_until: null });
  for (const queue of changed) await announceQueue(unit, queueDrained, queue, {});
}
