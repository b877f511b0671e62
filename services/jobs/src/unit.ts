import { interrupt, wake } from "@agentos/contracts/messages/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import { transact } from "@agentos/database/transact";
import { hint } from "@agentos/messaging/request";
import type { Context } from "./context.ts";
import type { Tx } from "./db/tables.ts";

type Said = Pick<Context, "log" | "meters" | "nc">;

/** A transaction that changes jobs, with what is to be done once it is committed: logs, counters, hints to workers. */
export type Unit = {
  tx: Tx;
  afterCommit(say: (context: Said) => void): void;
};

/** Runs `work` in one transaction. Nothing is said of a transaction that did not commit. */
export async function changeJobs<T>(context: Pick<Context, "db"> & Said, work: (unit: Unit) => Promise<T>): Promise<T> {
  let after: ((context: Said) => void)[] = [];
  const result = await transact(context.db, (tx) => {
    after = [];
    return work({ tx, afterCommit: (say) => after.push(say) });
  });
  for (const say of after) say(context);
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
function tellWorkers(log: Said["log"], tell: () => void): void {
  try {
    tell();
  } catch (error) {
    log.warn({ err: error }, "hint not sent");
  }
}
