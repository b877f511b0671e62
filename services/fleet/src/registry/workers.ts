import { AppError } from "@agentos/contracts/errors";
import { workerOffline, type OfflineReason } from "@agentos/contracts/events/fleet";
import type { StageName } from "@agentos/contracts/stages/stages";
import { announce, type Change } from "../change.ts";
import type { Db, Tx, WorkerRow } from "../db/tables.ts";

/** Workers of an agent, or of all, that report; in the order of their slots. */
export function onlineWorkers(db: Db | Tx, agents: readonly StageName[]): Promise<WorkerRow[]> {
  return db
    .selectFrom("workers")
    .selectAll()
    .where("offline_reason", "is", null)
    .where("agent", "in", agents)
    .orderBy("agent")
    .orderBy("slot")
    .orderBy("started_at")
    .execute();
}

/** A worker as it is now. Errors: NOT_FOUND. */
export async function findWorker(db: Db, workerId: string): Promise<WorkerRow> {
  return required(await db.selectFrom("workers").selectAll().where("worker_id", "=", workerId).executeTakeFirst());
}

/** Locks a worker for a change. Errors: NOT_FOUND. */
export async function lockWorker(tx: Tx, workerId: string): Promise<WorkerRow> {
  const locked = tx.selectFrom("workers").selectAll().where("worker_id", "=", workerId).forUpdate();
  return required(await locked.executeTakeFirst());
}

function required(worker: WorkerRow | undefined): WorkerRow {
  if (!worker) throw new AppError("NOT_FOUND", "There is no worker of that name.");
  return worker;
}

/** Locks a worker that reports. Errors: NOT_FOUND; CONFLICT where it is offline. */
export async function lockOnline(tx: Tx, workerId: string): Promise<WorkerRow> {
  const worker = await lockWorker(tx, workerId);
  if (worker.offline_reason !== null) throw new AppError("CONFLICT", "This worker is offline.");
  return worker;
}

type Wanted = Partial<Pick<WorkerRow, "paused" | "draining" | "concurrency" | "self_test_id">>;

/** Changes what is wanted of a worker; it hears of it with a new generation. */
export function changeWorker(tx: Tx, workerId: string, wanted: Wanted): Promise<WorkerRow> {
  return tx
    .updateTable("workers")
    .set((eb) => ({ ...wanted, generation: eb("generation", "+", 1), version: eb("version", "+", 1) }))
    .where("worker_id", "=", workerId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What events tell of a worker, and at which version. */
export function eventOf({ worker_id, agent, slot, version }: WorkerRow) {
  return { subject: { id: worker_id, version }, about: { worker_id, agent, slot } };
}

/** Takes a worker for gone, until it reports again. Nothing, where it is already. */
export async function markOffline(change: Change, workerId: string, reason: OfflineReason): Promise<boolean> {
  const gone = await change.tx
    .updateTable("workers")
    .set((eb) => ({ offline_reason: reason, version: eb("version", "+", 1) }))
    .where("worker_id", "=", workerId)
    .where("offline_reason", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (!gone) return false;
  const { subject, about } = eventOf(gone);
  await announce(change, workerOffline, subject, { ...about, reason });
  return true;
}
