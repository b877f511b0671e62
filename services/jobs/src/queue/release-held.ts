import { jobStep } from "@agentos/contracts/events/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import { sqlFile } from "../db/sql.ts";
import { wakeWorkers, type Unit } from "../unit.ts";

/** Jobs of one statement: few enough to be done within the pool's time-outs. */
const slice = 5000;

const release = sqlFile<{ count: number }>("release_held");

/** Lets everything that is held at a stage be taken, but for what seeds have put there. Returns how many steps. */
export async function releaseHeld(unit: Unit, stage: StageName): Promise<number> {
  let released = 0;
  for (let count = slice; count === slice; released += count)
    count = (await release(unit.tx, [stage, slice]))[0]?.count ?? 0;
  unit.afterCommit(({ meters }) => meters.events.inc({ event: jobStep.name }, released));
  wakeWorkers(unit, stage);
  return released;
}
