import { workerForgotten, workerOffline, workerOnline } from "@agentos/contracts/events/fleet";
import type { Heartbeat } from "@agentos/contracts/messages/fleet";
import { announce, type Change } from "../change.ts";
import type { WorkerRow } from "../db/tables.ts";
import { nextTold } from "../domain/told-figures.ts";

/**
 * Enters a worker that reports for the first time. It takes the place of those that ran in its slot before: a pause and a number
 * of tasks that were set for them are set for it, and they are forgotten.
 */
export async function registerWorker(change: Change, report: Heartbeat): Promise<WorkerRow> {
  const { worker_id, agent, slot } = report;
  const startedAt = new Date(report.started_at);
  const before = await change.tx
    .selectFrom("workers")
    .selectAll()
    .where("slot", "=", slot)
    .where("agent", "=", agent)
    .where("started_at", "<", startedAt)
    .orderBy("started_at", "desc")
    .forUpdate()
    .execute();
  for (const predecessor of before) await replace(change, predecessor);
  const inherited = before[0];
  const worker = await change.tx
    .insertInto("workers")
    .values({
      worker_id,
      agent,
      slot,
      pid: report.pid,
      started_at: startedAt,
      offline_reason: report.leaving ? "left" : null,
      paused: inherited?.paused ?? false,
      concurrency: inherited?.concurrency ?? null,
      self_test_id: null,
      report: JSON.stringify(report),
      told: JSON.stringify(nextTold(undefined, report.figures)),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (!report.leaving) {
    await announce(change, workerOnline, { id: worker_id, version: worker.version }, { worker_id, agent, slot });
  }
  return worker;
}

async function replace(change: Change, { worker_id, agent, slot, version, offline_reason }: WorkerRow): Promise<void> {
  const about = { worker_id, agent, slot };
  if (offline_reason === null) {
    await announce(change, workerOffline, { id: worker_id, version: version + 1 }, { ...about, reason: "replaced" });
  }
  await announce(change, workerForgotten, { id: worker_id, version: version + 2 }, about);
  await change.tx.deleteFrom("workers").where("worker_id", "=", worker_id).execute();
}
