import type { JobStatus } from "@agentos/contracts/api/jobs";
import { jobCreated } from "@agentos/contracts/events/jobs";
import type { JobOptions } from "@agentos/contracts/job-options";
import type { JobSource } from "@agentos/contracts/job-source";
import { stages } from "@agentos/contracts/stages/stages";
import { traceparent } from "@agentos/service-kit/trace";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { priorityRank } from "../domain/priority.ts";
import { titleOf } from "../domain/title.ts";
import { announce } from "../events.ts";
import { changeJobs } from "../unit.ts";
import { openRun } from "./open-run.ts";

export type NewJob = {
  userId: string;
  source: JobSource;
  options: JobOptions;
  /** The upload whose end makes the job: a second time it gives the same job. */
  finishedUploadId?: string;
};

/** Makes a job and opens its first run, in one transaction. */
export async function createJob(context: Context, job: NewJob): Promise<{ job_id: string; status: JobStatus }> {
  const speeds = await context.speeds.read();
  return changeJobs(context, async (unit) => {
    const created = await unit.tx
      .insertInto("jobs")
      .values({
        id: uuidv7(),
        user_id: job.userId,
        title: titleOf(job.source),
        status: "queued",
        stage: stages[0].name,
        priority: priorityRank(job.options.priority),
        source: JSON.stringify(job.source),
        options: JSON.stringify(job.options),
        finished_upload_id: job.finishedUploadId ?? null,
        traceparent: traceparent(),
      })
      .onConflict((conflict) => conflict.column("finished_upload_id").doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!created) return findByUpload(unit.tx, job.finishedUploadId);
    await announce(unit, jobCreated, created, {});
    await openRun(unit, created, { run: 1, from: stages[0].name, finished: [] }, speeds);
    return { job_id: created.id, status: created.status };
  });
}

/** The job that an upload has made before. */
async function findByUpload(tx: Tx, uploadId: string | undefined): Promise<{ job_id: string; status: JobStatus }> {
  return tx
    .selectFrom("jobs")
    .select(["id as job_id", "status"])
    .where("finished_upload_id", "=", uploadId ?? null)
    .executeTakeFirstOrThrow();
}
