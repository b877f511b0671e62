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

/** Takes those of some workers that are offline out of the list. */
export async function forgetOffline(
  change: Change,
  which: { workerIds: readonly string[]; startedIn?: Stand },
): Promise<void> {
  const { workerIds, startedIn } = which;
  const gone = await change.tx
    .selectFrom("workers")
    .selectAll()
    .where("offline_reason", "is not", null)
    .where((eb) =>
      eb.or([
        eb("worker_id", "in", [...workerIds, ""]),
        ...(startedIn ? [eb.and([eb("agent", "in", startedIn.agents), eb("started_at", ">", startedIn.since)])] : []),
      ]),
    )
    .forUpdate()
    .execute();
  for (const worker of gone) await forgetWorker(change, worker);
}

/** Agents, and since when their workers have been started to stand in for others. */
type Stand = { agents: readonly StageName[]; since: Date };
