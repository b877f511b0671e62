import { workerForgotten } from "@agentos/contracts/events/fleet";
import type { StageName } from "@agentos/contracts/stages/stages";
import { announce, type Change } from "../change.ts";
import type { WorkerRow } from "../db/tables.ts";

/** Takes a worker out of the list. */
export async function forgetWorker(change: Change, worker: WorkerRow): Promise<void> {
  const { worker_id, agent, slot, version } = worker;
  await change.tx.deleteFrom("workers").where("worker_id", "=", worker_id).execute();
  await announce(change, workerForgotten, { id: worker_id, version: version + 1 }, { worker_id, agent, slot });
}

/** Takes an agent's workers that are gone, and whose slots are not wanted any more, out of the list. */
export async function forgetEmptySlots(
  change: Change,
  agent: StageName,
  filled: readonly { slot: string }[],
): Promise<void> {
  const wanted = new Set(filled.map(({ slot }) => slot));
  const gone = await change.tx
    .selectFrom("workers")
    .selectAll()
    .where("agent", "=", agent)
    .where("offline_reason", "is not", null)
    .forUpdate()
    .execute();
  for (const worker of gone) if (!wanted.has(worker.slot)) await forgetWorker(change, worker);
}
