import type { queueRow } from "@agentos/contracts/queue-row";
import { stages } from "@agentos/contracts/stages/stages";
import type { z } from "zod";
import { readDepths } from "./depths.ts";
import { readOldestWaiting, type OldestWaiting } from "./queue-rows.ts";
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
    oldest_waiting_seconds: secondsOf(oldest.get(name)),
  }));
}

/** What is to be tried again later does not wait yet. */
function secondsOf(oldest: OldestWaiting | undefined): number | null {
  return oldest && oldest.seconds >= 0 ? oldest.seconds : null;
}
