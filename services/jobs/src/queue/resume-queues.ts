import { jobStep } from "@agentos/contracts/events/jobs";
import { queueResumed } from "@agentos/contracts/events/queues";
import type { StageName } from "@agentos/contracts/stages/stages";
import { changeQueues, lockQueues } from "../db/queue-state.ts";
import { sqlFile } from "../db/sql.ts";
import { announceQueue } from "../events.ts";
import { wakeWorkers, type Unit } from "../unit.ts";

/** Jobs of one statement: few enough to be done within the pool's time-outs. All statements are of one transaction. */
const slice = 2500;

const releaseSlice = sqlFile<{ count: number }>("release_held");

/** Lets work flow through these queues, whatever stopped it. Returns how many steps that were held can be taken now. */
export async function resumeQueues(unit: Unit, queues: readonly StageName[]): Promise<number> {
  await lockQueues(unit.tx, queues);
  let total = 0;
  for (const queue of await changeQueues(unit.tx, queues, { paused: false, paused_until: null, draining: false })) {
    const released = await releaseHeld(unit, queue.stage);
    await announceQueue(unit, queueResumed, queue, { released });
    wakeWorkers(unit, queue.stage);
    total += released;
  }
  return total;
}

/** Lets everything that is held at a stage be taken, but for what seeds have put there. */
async function releaseHeld(unit: Unit, stage: StageName): Promise<number> {
  let released = 0;
  for (let count = slice; count === slice; released += count) {
    count = (await releaseSlice(unit.tx, [stage, slice]))[0]?.count ?? 0;
  }
  unit.afterCommit(({ meters }) => meters.events.inc({ event: jobStep.name }, released));
  return released;
}
