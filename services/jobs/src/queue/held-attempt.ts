import type { JobSource } from "@agentos/contracts/job-source";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { AttemptOutcome, Db, JobRow, Tx } from "../db/tables.ts";

/** What of an attempt never changes. */
export type AttemptFacts = {
  attempt_id: string;
  step_id: string;
  job_id: string;
  run: number;
  stage: StageName;
  source: JobSource;
  worker_id: string;
  traceparent: string;
  started_at: Date;
  try: number;
};

export async function findAttempt(db: Db, attemptId: string): Promise<AttemptFacts | undefined> {
  return db
    .selectFrom("attempts as a")
    .innerJoin("steps as s", "s.id", "a.step_id")
    .innerJoin("jobs as j", "j.id", "s.job_id")
    .select(["a.id as attempt_id", "a.step_id", "a.worker_id", "a.started_at", "a.try"])
    .select(["s.job_id", "s.run", "s.stage", "j.source", "j.traceparent"])
    .where("a.id", "=", attemptId)
    .executeTakeFirst();
}

/** A job whose row this transaction has locked, and how an attempt of it ended; null while it is the current one. */
export type HeldAttempt = { job: JobRow; outcome: AttemptOutcome | null };

/**
 * Locks the job, then reads the attempt; undefined when the job is gone. Every change of a job, its run, steps and attempts is
 * made under this lock (a claim takes it too, without waiting); so the first commit wins, and what is read here holds until
 * the end of the transaction.
 */
export async function holdAttempt(tx: Tx, facts: AttemptFacts): Promise<HeldAttempt | undefined> {
  const job = await lockJob(tx, facts.job_id);
  if (!job) return undefined;
  const attempt = await tx
    .selectFrom("attempts")
    .select("outcome")
    .where("id", "=", facts.attempt_id)
    .executeTakeFirstOrThrow();
  return { job, outcome: attempt.outcome };
}

export async function lockJob(tx: Tx, jobId: string): Promise<JobRow | undefined> {
  return tx.selectFrom("jobs").selectAll().where("id", "=", jobId).forUpdate().executeTakeFirst();
}
