import { randomUUID } from "node:crypto";
import { clipReady } from "@agentos/contracts/events/jobs";
import { jobOptions } from "@agentos/contracts/job-options";
import { newTrace, traceparent } from "@agentos/service-kit/trace";
import type { Tx } from "../db/tables.ts";
import { nextShare } from "../domain/progress.ts";
import { priorityRank } from "../domain/priority.ts";
import { startSpeeds } from "../domain/stage-speed.ts";
import { titleOf } from "../domain/title.ts";
import { expectFrom } from "../orchestrator/expectation.ts";
import { clipRow } from "../orchestrator/clip-row.ts";
import type { ToldJob } from "./notes.ts";
import { seedOutputs, type SeedClip, type SeedFiles } from "./outputs.ts";
import type { Random } from "./random.ts";
import { writeEvents } from "./write-events.ts";
import { writeStep } from "./write-step.ts";

export type SeedJob = ToldJob & { id: string; files: SeedFiles };

/** Writes a seeded job with its run, steps, attempts, clips and events. Returns how many events. */
export async function writeJob(tx: Tx, job: SeedJob, clip: SeedClip, random: Random): Promise<number> {
  const outputs = seedOutputs(job.plan, job.files, clip, random);
  const { history } = job;
  const parent = traceparent(newTrace());
  await writeRow(tx, job, { version: history.length, parent });
  await writeRun(tx, job);
  for (const step of job.timeline.steps) await writeStep(tx, job, step, outputs[step.stage]());
  const clips = job.plan.status === "completed" ? outputs.video_cutter().clips : [];
  const at = job.timeline.finishedAt ?? job.plan.createdAt;
  const rows = clips.map((made) => ({
    ...clipRow(made, { id: job.id, user_id: job.plan.userId, run: 1 }),
    created_at: at,
  }));
  if (rows.length > 0) await tx.insertInto("clips").values(rows).execute();
  const told = { jobId: job.id, userId: job.plan.userId, traceparent: parent };
  await writeEvents(tx, told, { kind: "job", id: job.id }, history);
  for (const row of rows) {
    const payload = { clip_id: row.id, index: row.clip_index };
    await writeEvents(tx, told, { kind: "clip", id: row.id }, [{ contract: clipReady, at, payload }]);
  }
  return history.length + rows.length;
}

async function writeRow(
  tx: Tx,
  { id, plan, timeline, files, note }: SeedJob,
  more: { version: number; parent: string },
) {
  const source = {
    kind: "upload" as const,
    upload_id: randomUUID(),
    key: files.source.key,
    filename: plan.filename,
    bytes: files.source.bytes,
    sha256: files.source.sha256,
  };
  const error = plan.failure && timeline.steps.flatMap((step) => step.attempts).at(-1)?.error;
  const measured = timeline.steps[0]?.state === "done";
  await tx
    .insertInto("jobs")
    .values({
      id,
      user_id: plan.userId,
      title: titleOf(source),
      status: plan.status,
      stage: plan.stage,
      priority: priorityRank(plan.priority),
      source: JSON.stringify(source),
      options: JSON.stringify(jobOptions.parse({ priority: plan.priority })),
      media_seconds: measured ? plan.mediaSeconds : null,
      media_megapixels: measured ? 0.9216 : null,
      clip_count: plan.status === "completed" ? plan.clips : 0,
      note,
      error_code: error?.code ?? null,
      error_stage: error ? plan.stage : null,
      error_message: error?.message ?? null,
      seeded: true,
      traceparent: more.parent,
      version: more.version,
      created_at: plan.createdAt,
      started_at: timeline.startedAt,
      finished_at: timeline.finishedAt,
    })
    .execute();
}

async function writeRun(tx: Tx, { id, plan, timeline }: SeedJob): Promise<void> {
  const size = { mediaSeconds: plan.mediaSeconds, megapixels: 0.9216, clipSeconds: null };
  const all = expectFrom("video_downloader", size, jobOptions.parse({}), startSpeeds);
  const toCome = expectFrom(plan.stage, size, jobOptions.parse({}), startSpeeds);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const base = plan.status === "completed" ? 1 : 1 - sum(toCome) / sum(all);
  await tx
    .insertInto("runs")
    .values({
      job_id: id,
      run: 1,
      state: plan.status === "queued" || plan.status === "processing" ? "active" : plan.status,
      progress_base: base,
      progress_span: (1 - base) * nextShare(toCome),
      created_at: plan.createdAt,
      finished_at: timeline.finishedAt,
    })
    .execute();
}
