import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { sqlFile } from "./sql.ts";
import type { Db } from "./tables.ts";

export type Depth = { waiting: number; running: number; held: number; dead_letters: number };

const depthOf = { waiting: "waiting", running: "running", held: "held", dead_letter: "dead_letters" } as const;
const read = sqlFile<{ stage: StageName; state: keyof typeof depthOf; count: number }>("queue_depths");

/** How many steps of each stage wait, run and are held, and how many dead letters are open; as the tallies have it. */
export async function readDepths(db: Db): Promise<Record<StageName, Depth>> {
  const depths = Object.fromEntries(
    stageNames.map((name) => [name, { waiting: 0, running: 0, held: 0, dead_letters: 0 }]),
  ) as Record<StageName, Depth>;
  // A stage of another version of the code is not in the record.
  for (const { stage, state, count } of await read(db, [])) if (stage in depths) depths[stage][depthOf[state]] = count;
  return depths;
}
