import { AppError } from "@agentos/contracts/errors";
import { jobRetried } from "@agentos/contracts/events/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import { sql } from "kysely";
import { readSteps } from "../db/steps.ts";
import type { JobRow, Tx } from "../db/tables.ts";
import { planRetry } from "../domain/retry-plan.ts";
import type { Speeds } from "../domain/stage-speed.ts";
import { announce } from "../events.ts";
import type { Unit } from "../unit.ts";
import type { By } from "./end-run.ts";
import { openRun } from "./open-run.ts";

type Retried = { job: JobRow; from: StageName };

/**
 * Runs a failed or cancelled job, whose lock the caller holds, again: a new run, which takes over the finished stages before the
 * one that it begins at. Errors: CONFLICT when the job's state does not allow it.
 */
export async function retryLocked(
  unit: Unit,
  job: JobRow,
  { fromStage, by, speeds }: { fromStage?: StageName | undefined; by: By; speeds: Speeds },
): Promise<Retried> {
  const steps = await readSteps(unit.tx, job);
  const plan = planRetry(job, steps, fromStage);
  if (!plan.allowed) throw new AppError("CONFLICT", plan.whyNot);
  const retried = await reopenJob(unit.tx, job, plan.from);
  await announce(unit, jobRetried, retried, { from_stage: plan.from }, { fields: { reused: plan.reused.length } });
  await openRun(unit, retried, { run: retried.run, from: plan.from, finished: steps, by }, speeds);
  return { job: retried, from: plan.from };
}

async function reopenJob(tx: Tx, job: JobRow, from: StageName): Promise<JobRow> {
  await tx
    .updateTable("dead_letters")
    .set({ resolved_at: sql`now()` })
    .where("job_id", "=", job.id)
    .where("resolved_at", "is", null)
    .execute();
  return tx
    .updateTable("jobs")
    .set((eb) => ({
      status: "queued",
      run: eb("run", "+", 1),
      stage: from,
      error_code: null,
      error_stage: null,
      error_message: null,
      cancel_reason: null,
      started_at: null,
      finished_at: null,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", job.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
