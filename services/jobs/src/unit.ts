import { interrupt, wake } from "@agentos/contracts/messages/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import { transact } from "@agentos/database/transact";
import { hint } from "@agentos/messaging/request";
import type { Context } from "./context.ts";
import type { Tx } from "./db/tables.ts";

type Around = Pick<Context, "db" | "log" | "meters" | "nc" | "store" | "forecast">;
type Afterwards = (context: Around) => void | Promise<void>;

/**
 * A transaction that changes jobs, with what is to be done once it is committed, in this order: logs, counters, hints to workers,
 * files. What is done then must not throw: what was committed stands.
 */
export type Unit = {
  tx: Tx;
  afterCommit(afterwards: Afterwards): void;
};

/** Runs `work` in one transaction. Nothing is said of a transaction that did not commit. */
export async function changeJobs<T>(
  context: Pick<Context, "db"> & Around,
  work: (unit: Unit) => Promise<T>,
): Promise<T> {
  let after: Afterwards[] = [];
  const result = await transact(context.db, (tx) => {
    after = [];
    return work({ tx, afterCommit: (afterwards) => after.push(afterwards) });
  });
  for (const afterwards of after) await afterwards(context);
  return result;
}

/** Tells workers, once committed, that there is something to claim. */
export function wakeWorkers(unit: Unit, stage: StageName): void {
  unit.afterCommit(({ nc, log }) => tellWorkers(log, () => hint(nc, wake, { stages: [stage] })));
}

/** Tells workers, once committed, to stop these attempts. */
export function interruptWorkers(unit: Unit, attemptIds: string[]): void {
  if (attemptIds.length === 0) return;
  unit.afterCommit(({ nc, log }) => tellWorkers(log, () => hint(nc, interrupt, { attempt_ids: attemptIds })));
}

/** A hint may be lost: workers ask by themselves a second or two later. What was committed stands. */
function tellWorkers(log: Around["log"], tell: () => void): void {
  try {
    tell();
  } catch (error) {
    log.warn({ err: error }, "hint not sent");
  }
}
