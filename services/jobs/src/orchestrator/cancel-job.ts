import { AppError } from "@agentos/contracts/errors";
import { jobCancelled } from "@agentos/contracts/events/jobs";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { JobRow, Tx } from "../db/tables.ts";
import { attemptPrefix } from "../domain/output-keys.ts";
import { announce, inTraceOf } from "../events.ts";
import { removeFiles } from "../loops/janitor.ts";
import { interruptWorkers, type Unit } from "../unit.ts";
import { endRun, type By } from "./end-run.ts";

type Stopped = { attempt_id: string; job_id: string; run: number; stage: string };

type Wish = { by: By; reason: string | undefined };

/**
 * Cancels a job whose lock the caller holds: tells its worker to stop, and removes what the unfinished attempt has stored, once
 * that is committed; finished stages are kept for a retry. Errors: CONFLICT when the job has already ended.
 */
export async function cancelLocked(unit: Unit, job: JobRow, { by, reason }: Wish): Promise<JobRow> {
  if (job.finished_at !== null) throw new AppError("CONFLICT", `The job is already ${job.status}.`);
  const running = await stopSteps(unit.tx, job);
  const cancelled = await endRun(unit.tx, job, { state: "cancelled", reason, by });
  await announce(unit, jobCancelled, cancelled, {}, { fields: { stage: job.stage, by: by.user_id } });
  interruptWorkers(
    unit,
    running.map((attempt) => attempt.attempt_id),
  );
  unit.afterCommit((around) => inTraceOf(cancelled, () => dropFiles(around, running)));
  return cancelled;
}

/** Cancels every step that is not over, and the attempt of the one that runs. */
async function stopSteps(tx: Tx, job: JobRow): Promise<Stopped[]> {
  const steps = await tx
    .updateTable("steps")
    .set({ state: "cancelled", lease_expires_at: null, finished_at: sql`now()` })
    .where("job_id", "=", job.id)
    .where("run", "=", job.run)
    .where("state", "in", ["blocked", "waiting", "held", "running"])
    .returning(["id", "attempt_id", "job_id", "run", "stage"])
    .execute();
  const running = steps.flatMap((step) => (step.attempt_id === null ? [] : [{ ...step, attempt_id: step.attempt_id }]));
  if (running.length === 0) return [];
  await tx
    .updateTable("attempts")
    .set({ outcome: "cancelled", ended_at: sql`now()` })
    .where(
      "id",
      "in",
      running.map((step) => step.attempt_id),
    )
    .where("outcome", "is", null)
    .execute();
  return running;
}

/** The job is cancelled whatever happens here; the janitor comes by later. */
async function dropFiles({ store, log }: Pick<Context, "store" | "log">, stopped: readonly Stopped[]): Promise<void> {
  try {
    await removeFiles(store, stopped.map(attemptPrefix));
  } catch (error) {
    log.warn({ err: error }, "files of a cancelled attempt not removed yet");
  }
}
