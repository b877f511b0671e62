import type { queueRow } from "@agentos/contracts/queue-row";
import { stages } from "@agentos/contracts/stages/stages";
import type { z } from "zod";
import { readDepths } from "./depths.ts";
import { readOldestWaiting } from "./queue-rows.ts";
import { stoppedQueues } from "./queue-state.ts";
import type { Db } from "./tables.ts";

/** How much waits and runs at each stage, in the order of the pipeline. */
export async function readQueues(db: Db): Promise<z.output<typeof queueRow>[]> {
  const [depths, stopped, oldest] = await Promise.all([readDepths(db), stoppedQueues(db), readOldestWaiting(db)]);
  return stages.map(({ name, label }) => ({
    queue: name,
    label,
    ...depths[name],
    paused: stopped.has(name),
    oldest_waiting_seconds: oldest.get(name) ?? null,
  }));
}
