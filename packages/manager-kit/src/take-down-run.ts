import { transact } from "@agentos/database/transact";
import type { AnyTx } from "@agentos/action-kit/completion";
import type { EndedRun } from "./begun.ts";
import { tablesOf, type ManagerContext } from "./context.ts";
import { endAction } from "./operations/end-action.ts";
import { runView } from "./run-view.ts";
import { sqlFile } from "./sql-file.ts";
import type { ManagerTx } from "./tables.ts";

/** Runs that are remembered of each manager. */
const kept = 200;

const finish = sqlFile<{ name: string }>("finish");
const remember = sqlFile<{ id: string }>("remember");
const forget = sqlFile("forget");

/**
 * Writes a run's end: into the history whoever leads now; into the manager's row, and as the outcome of the actions that have
 * asked for it, only under the lead that it began with.
 */
export async function takeDownRun(context: ManagerContext, run: EndedRun): Promise<void> {
  await transact(tablesOf(context), async (tx) => {
    const { manager, instance, generation, durationMs, error, counts, outcome } = run;
    const aborted = outcome === "aborted";
    const parameters = [manager, instance, generation, durationMs, error, JSON.stringify(counts), aborted];
    const led = (await finish(tx, parameters)).length > 0;
    if ((await writeHistory(tx, run)) > 0) await forget(tx, [manager, kept]);
    if (led && !aborted && run.trigger === "run_now") await answerActions(tx, run);
  });
}

async function writeHistory(tx: ManagerTx, run: EndedRun): Promise<number> {
  const { id, manager, instance, generation, trigger, outcome, counts, error, startedAt, durationMs } = run;
  const idle = outcome === "done" && trigger === "schedule" && Object.values(counts).every((count) => count === 0);
  const text = JSON.stringify(counts);
  const line = [id, manager, instance, generation, trigger, outcome, text, error, startedAt, durationMs, idle];
  return (await remember(tx, line)).length;
}

async function answerActions(tx: ManagerTx, run: EndedRun): Promise<void> {
  const asked = await tx.deleteFrom("manager_operations").where("run_id", "=", run.id).returning("action_id").execute();
  const { manager, counts, durationMs, startedAt, error, ...rest } = run;
  const view = runView({ ...rest, counts, error, started_at: startedAt, duration_ms: durationMs, runs: 1 });
  for (const { action_id } of asked) {
    const outcome =
      error === null ? { result: { manager, run: view } } : { failed: "MANAGER_RUN_FAILED" as const, message: error };
    await endAction(tx as unknown as AnyTx, action_id, "manager.run_now", outcome);
  }
}
