import { randomUUID } from "node:crypto";
import { AppError } from "@agentos/contracts/errors";
import type { Priority } from "@agentos/contracts/job-options";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { Context } from "../../src/context.ts";
import type { JobRow } from "../../src/db/tables.ts";
import { cancelLocked } from "../../src/orchestrator/cancel-job.ts";
import { purgeLocked } from "../../src/orchestrator/purge-job.ts";
import { prioritiseLocked } from "../../src/orchestrator/prioritise-job.ts";
import { retryLocked } from "../../src/orchestrator/retry-job.ts";
import { clearQueues } from "../../src/queue/clear-queues.ts";
import { lockJob } from "../../src/queue/held-attempt.ts";
import { changeJobs, type Unit } from "../../src/unit.ts";

const somebody = () => ({ user_id: randomUUID(), role: "admin" }) as const;

/** Cancels a job, as an action does but for its outcome. */
export function cancelJob(context: Context, jobId: string): Promise<JobRow> {
  return changeJobs(context, async (unit) =>
    cancelLocked(unit, await lockFound(unit, jobId), { by: somebody(), reason: undefined }),
  );
}

/** Runs a job again, as an action does but for its outcome. */
export async function retryJob(context: Context, jobId: string, fromStage?: StageName) {
  const speeds = await context.speeds.read();
  return changeJobs(context, async (unit) =>
    retryLocked(unit, await lockFound(unit, jobId), { fromStage, by: somebody(), speeds }),
  );
}

/** Clears queues, as an action does but for its outcome. */
export function clearAll(unit: Unit, queues: readonly StageName[]): Promise<number> {
  return clearQueues(unit, queues, { by: somebody(), reason: undefined });
}

/** Gives a job another priority, as an action does but for its outcome. */
export function prioritiseJob(context: Context, jobId: string, priority: Priority): Promise<void> {
  return changeJobs(context, async (unit) => prioritiseLocked(unit, await lockFound(unit, jobId), priority));
}

/** Removes a job that has ended, as an action does but for its outcome and for how long ago that was. */
export function purgeJob(context: Context, jobId: string): Promise<boolean> {
  return changeJobs(context, async (unit) => {
    const job = await lockFound(unit, jobId);
    if (job.finished_at === null) throw new AppError("CONFLICT");
    await purgeLocked(unit, job);
    return true;
  });
}

async function lockFound(unit: Unit, jobId: string): Promise<JobRow> {
  const job = await lockJob(unit.tx, jobId);
  if (!job) throw new AppError("NOT_FOUND");
  return job;
}
