import { randomUUID } from "node:crypto";
import { describeError } from "@agentos/contracts/errors";
import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../db/tables.ts";
import { priorityRank } from "../domain/priority.ts";
import type { PlannedJob } from "./plan.ts";
import type { SeedAttempt, SeedStep } from "./timeline.ts";

const seedWorker = "seed";

/** Writes a step of a seeded job with its attempts and, where its tries are used up, its dead letter. */
export async function writeStep(
  tx: Tx,
  job: { id: string; plan: PlannedJob },
  step: SeedStep,
  output: unknown,
): Promise<void> {
  const done = step.state === "done";
  await tx
    .insertInto("steps")
    .values({
      id: step.id,
      job_id: job.id,
      run: 1,
      stage: step.stage,
      position: step.position,
      state: step.state,
      priority: priorityRank(job.plan.priority),
      available_at: step.availableAt,
      tries: step.attempts.length,
      attempt_id: step.attempts.at(-1)?.id ?? null,
      worker_id: step.attempts.length > 0 ? seedWorker : null,
      progress: done ? 1 : 0,
      reached: done ? 1 : 0,
      output: done ? JSON.stringify(output) : null,
      started_at: step.startedAt,
      finished_at: step.finishedAt,
    })
    .execute();
  for (const attempt of step.attempts) await writeAttempt(tx, step.id, attempt);
  if (job.plan.failure?.deadLetter && step.state === "failed") await writeDeadLetter(tx, job, step);
}

async function writeAttempt(tx: Tx, stepId: string, attempt: SeedAttempt): Promise<void> {
  await tx
    .insertInto("attempts")
    .values({
      id: attempt.id,
      step_id: stepId,
      request_id: randomUUID(),
      worker_id: seedWorker,
      try: attempt.try,
      outcome: attempt.outcome,
      error_code: attempt.error?.code ?? null,
      error_message: attempt.error?.message ?? null,
      waited_seconds: attempt.waitedSeconds,
      started_at: attempt.startedAt,
      ended_at: attempt.endedAt,
      // It has stored nothing.
      swept_at: attempt.endedAt,
    })
    .execute();
}

async function writeDeadLetter(tx: Tx, job: { id: string; plan: PlannedJob }, step: SeedStep): Promise<void> {
  const { failure } = job.plan;
  if (!failure || !step.finishedAt) return;
  await tx
    .insertInto("dead_letters")
    .values({
      id: uuidv7({ msecs: step.finishedAt.getTime() }),
      job_id: job.id,
      run: 1,
      step_id: step.id,
      stage: step.stage,
      error_code: failure.code,
      error_message: describeError(failure.code).says,
      tries: step.attempts.length,
      created_at: step.finishedAt,
    })
    .execute();
}
