import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import type { Db } from "./tables.ts";

export type Depth = { waiting: number; running: number; held: number; dead_letters: number };

/** How many steps of each stage wait, run and are held, and how many dead letters are open. */
export async function readDepths(db: Db): Promise<Record<StageName, Depth>> {
  const depths = Object.fromEntries(
    stageNames.map((name) => [name, { waiting: 0, running: 0, held: 0, dead_letters: 0 }]),
  ) as Record<StageName, Depth>;
  const [steps, letters] = await Promise.all([
    db
      .selectFrom("steps")
      .select(["stage", "state", (eb) => eb.fn.countAll<number>().as("count")])
      .where((eb) => eb.or(["waiting" as const, "running" as const, "held" as const].map((s) => eb("state", "=", s))))
      .groupBy(["stage", "state"])
      .execute(),
    db
      .selectFrom("dead_letters")
      .select(["stage", (eb) => eb.fn.countAll<number>().as("count")])
      .where("resolved_at", "is", null)
      .groupBy("stage")
      .execute(),
  ]);
  // A stage of another version of the code is not in the record.
  for (const { stage, state, count } of steps) if (stage in depths) depths[stage][state as "waiting"] = count;
  for (const { stage, count } of letters) if (stage in depths) depths[stage].dead_letters = count;
  return depths;
}
