import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { sqlFile } from "./sql.ts";
import type { Db, StepState } from "./tables.ts";

type Detail = {
  queue: StageName;
  job_id: string;
  step_id: string;
  state: StepState;
  rank: number;
  tries: number;
  worker_id: string | null;
  progress: number;
  waiting_since: Date;
};

export type QueueStats = {
  queue: StageName;
  finished: number;
  failed: number;
  p50_seconds: number | null;
  p95_seconds: number | null;
  p50_wait_seconds: number | null;
};

/** From when on a step can be claimed, and for how many seconds already; less than none where it is to be tried again later. */
export type OldestWaiting = { stage: StageName; at: Date; seconds: number };

const details = sqlFile<Detail>("queue_details");
const stats = sqlFile<QueueStats>("queue_stats");
const oldest = sqlFile<OldestWaiting>("oldest_waiting");

/** Running steps, then those that wait or are held, in the order of claims; at most 100 of each queue. */
export async function readQueueDetails(db: Db, queue?: StageName): Promise<Detail[]> {
  return details(db, [queue === undefined ? [...stageNames] : [queue]]);
}

/** What each queue did in the last hour. */
export async function readQueueStats(db: Db): Promise<QueueStats[]> {
  return stats(db, [[...stageNames]]);
}

/** The step of each stage that waits longest; stages without one are missing. */
export async function readOldestWaiting(db: Db): Promise<Map<StageName, OldestWaiting>> {
  const rows = await oldest(db, [[...stageNames]]);
  return new Map(rows.map((row) => [row.stage, row]));
}
