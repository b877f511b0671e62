import { jobFailed, jobStep } from "@agentos/contracts/events/jobs";
import { stageByName } from "@agentos/contracts/stages/stages";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { JobRow } from "../db/tables.ts";
import { judgeFailure, type Failure } from "../domain/retry-policy.ts";
import { announce } from "../events.ts";
import type { AttemptFacts } from "../queue/held-attempt.ts";
import { wakeWorkers, type Unit } from "../unit.ts";
import { endAttempt } from "./end-attempt.ts";
import { endRun } from "./end-run.ts";
import { meterAttempt } from "./meter-attempt.ts";
import { requeueStep } from "./requeue-step.ts";

/**
 * Takes a failed or lost attempt: the step is tried again after a while, or its run fails; with a dead letter where the
 * tries are used up, without one where the input is at fault. The caller holds the job's lock.
 */
export async function failStep(
  unit: Unit,
  job: JobRow,
  facts: AttemptFacts,
  end: { outcome: "failed" | "lost"; failure: Failure },
): Promise<void> {
  const { failure, outcome } = end;
  await endAttempt(unit.tx, facts.attempt_id, { outcome, error: failure });
  meterAttempt(unit, facts, outcome);
  const verdict = judgeFailure(failure, { used: facts.try, allowed: stageByName(facts.stage).tries });
  if (verdict.kind === "again") {
    await tryAgain(unit, job, facts, failure, verdict.delaySeconds);
    return;
  }
  await unit.tx
    .updateTable("steps")
    .set({ state: "failed", lease_expires_at: null, finished_at: sql`now()` })
    .where("id", "=", facts.step_id)
    .execute();
  if (verdict.deadLetter) await addDeadLetter(unit, facts, failure);
  const error = { code: failure.code, stage: facts.stage, message: failure.message };
  const failed = await endRun(unit.tx, job, { state: "failed", error });
  const payload = { error_code: failure.code, stage: facts.stage, message: failure.message };
  const fields = { attempt_id: facts.attempt_id, tries: facts.try, dead_letter: verdict.deadLetter };
  await announce(unit, jobFailed, failed, payload, { fields });
}

async function tryAgain(
  unit: Unit,
  job: JobRow,
  facts: AttemptFacts,
  failure: Failure,
  delaySeconds: number,
): Promise<void> {
  const version = await requeueStep(unit.tx, facts.step_id, { delaySeconds, countsAsTry: true });
  const step = { stage: facts.stage, state: "waiting" as const, tries: facts.try, error_code: failure.code };
  const fields = { attempt_id: facts.attempt_id, delay_seconds: delaySeconds };
  await announce(unit, jobStep, { ...job, version }, step, { fields });
  if (delaySeconds === 0) wakeWorkers(unit, facts.stage);
}

async function addDeadLetter(unit: Unit, facts: AttemptFacts, failure: Failure): Promise<void> {
  await unit.tx
    .insertInto("dead_letters")
    .values({
      id: uuidv7(),
      job_id: facts.job_id,
      run: facts.run,
      step_id: facts.step_id,
      stage: facts.stage,
      error_code: failure.code,
      error_message: failure.message,
      tries: facts.try,
    })
    .execute();
}
