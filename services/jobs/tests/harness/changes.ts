import { randomUUID } from "node:crypto";
import { AppError } from "@agentos/contracts/errors";
import type { Priority } from "@agentos/contracts/job-options";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { Context } from "../../src/context.ts";
import type { JobRow } from "../../src/db/tables.ts";
import { cancelLocked } from "../../src/orchestrator/cancel-job.ts";
import { prioritiseLocked } from "../../src/orchestrator/prioritise-job.ts";
import { retryLocked } from "../../src/orchestrator/retry-job.ts";
import { lockJob } from "../../src/queue/held-attempt.ts";
import { changeJobs, type Unit } from "../../src/unit.ts";

/** Cancels a job, as an action does but for its outcome. */
export function cancelJob(context: Context, jobId: string): Promise<JobRow> {
  return changeJobs(context, async (unit) =>
    cancelLocked(unit, await lockFound(unit, jobId), { userId: randomUUID() }),
  );
}

/** Runs a job again, as an action does but for its outcome. */
export async function retryJob(context: Context, jobId: string, fromStage?: StageName) {
  const speeds = await context.speeds.read();
  return changeJobs(context, async (unit) => retryLocked(unit, await lockFound(unit, jobId), { fromStage, speeds }));
}

/** Gives a job another priority, as an action does but for its outcome. */
export function prioritiseJob(context: Context, jobId: string, priority: Priority): Promise<void> {
  return changeJobs(context, async (unit) => prioritiseLocked(unit, await lockFound(unit, jobId), priority));
}

async function lockFound(unit: Unit, jobId: string): Promise<JobRow> {
  const job = await lockJob(unit.tx, jobId);
  if (!job) throw new AppError("NOT_FOUND");
  return job;
}
