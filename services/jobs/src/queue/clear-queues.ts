import type { affected } from "@agentos/contracts/actions/action-contract";
import { jobCancelled } from "@agentos/contracts/events/jobs";
import { queueCleared } from "@agentos/contracts/events/queues";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { z } from "zod";
import { changeQueues, lockQueues } from "../db/queue-state.ts";
import { sqlFile } from "../db/sql.ts";
import type { Db } from "../db/tables.ts";
import { announceQueue } from "../events.ts";
import type { By } from "../orchestrator/end-run.ts";
import { wakeWorkers, type Unit } from "../unit.ts";

/** Jobs of one statement: few enough to be done within the pool's time-outs. All statements are of one transaction. */
const slice = 2500;

const clearSlice = sqlFile<{ stage: StageName; count: number }>("clear_waiting");
const readWaiting = sqlFile<z.output<typeof affected>>("waiting_jobs");

/** What clearing these queues would cancel now. */
export async function waitingAt(db: Db, queues: readonly StageName[]): Promise<z.output<typeof affected>> {
  const [row] = await readWaiting(db, [queues, 20]);
  return row ?? { count: 0, first: [] };
}

/**
 * Cancels every job that waits at these queues without a lease, held ones too; what runs goes on. No claim takes from them until
 * the transaction has ended. Returns how many jobs.
 */
export async function clearQueues(
  unit: Unit,
  queues: readonly StageName[],
  { by, reason }: { by: By; reason: string | undefined },
): Promise<number> {
  await lockQueues(unit.tx, queues);
  const cancelled = new Map<StageName, number>();
  for (let count = slice; count >= slice;) {
    const rows = await clearSlice(unit.tx, [queues, reason ?? null, slice, by.user_id, by.role]);
    for (const row of rows) cancelled.set(row.stage, (cancelled.get(row.stage) ?? 0) + row.count);
    count = rows.reduce((sum, row) => sum + row.count, 0);
  }
  for (const queue of await changeQueues(unit.tx, queues, {})) {
    await announceQueue(unit, queueCleared, queue, { cancelled: cancelled.get(queue.stage) ?? 0 });
    wakeWorkers(unit, queue.stage);
  }
  const total = [...cancelled.values()].reduce((sum, count) => sum + count, 0);
  unit.afterCommit(({ meters }) => meters.events.inc({ event: jobCancelled.name }, total));
  return total;
}
