import type { JobDetail, JobView } from "@agentos/contracts/api/jobs";
import { stageByName } from "@agentos/contracts/stages/stages";
import { parseTraceparent } from "@agentos/service-kit/trace";
import type { findJob, ListedJob } from "../db/job-rows.ts";
import type { StepRow } from "../db/tables.ts";
import { priorityName } from "../domain/priority.ts";
import { progressOf } from "../domain/progress.ts";
import { notesOf } from "../domain/stage-notes.ts";
import type { Estimates } from "../orchestrator/forecast.ts";

/** A job as a list shows it. */
export function jobView(job: ListedJob, estimates: Estimates): JobView {
  const eta = job.finished_at === null ? estimates.of(job.id) : null;
  return { ...jobFacts(job), eta_seconds: eta === null ? null : Math.ceil(eta) };
}

/** A job without what changes as time goes by. */
export function jobFacts(job: ListedJob): Omit<JobView, "eta_seconds"> {
  return {
    id: job.id,
    user_id: job.user_id,
    title: job.title,
    status: job.status,
    stage: job.status === "completed" ? null : job.stage,
    progress: progressOf({ base: job.progress_base, span: job.progress_span }, job.reached),
    priority: priorityName(job.priority),
    run: job.run,
    clip_count: job.clip_count,
    note: job.note,
    error: jobError(job),
    seeded: job.seeded,
    version: job.version,
    trace_id: parseTraceparent(job.traceparent)?.traceId ?? "",
    created_at: job.created_at.toISOString(),
    started_at: job.started_at?.toISOString() ?? null,
    finished_at: job.finished_at?.toISOString() ?? null,
  };
}

function jobError({ error_code, error_stage, error_message }: ListedJob): JobView["error"] {
  if (error_code === null) return null;
  return { code: error_code, stage: error_stage ?? "", message: error_message ?? "" };
}

/** A job with its steps, as its own page shows it. */
export function jobDetail(
  job: NonNullable<Awaited<ReturnType<typeof findJob>>>,
  steps: readonly StepRow[],
  estimates: Estimates,
): Omit<JobDetail, "work" | "runs"> {
  const { source } = job;
  return {
    ...jobView(job, estimates),
    source:
      source.kind === "url"
        ? source
        : { kind: "upload", upload_id: source.upload_id, filename: source.filename, bytes: source.bytes },
    duration_seconds: job.media_seconds,
    options: job.options,
    steps: steps.map(stepView),
    notes: notesOf(steps),
  };
}

function stepView(step: StepRow): JobDetail["steps"][number] {
  const { started_at, finished_at } = step;
  return {
    stage: step.stage,
    label: stageByName(step.stage).label,
    state: step.state,
    progress: step.progress,
    tries: step.tries,
    reused: step.reused_from !== null,
    started_at: started_at?.toISOString() ?? null,
    finished_at: finished_at?.toISOString() ?? null,
    duration_seconds: started_at && finished_at ? (finished_at.getTime() - started_at.getTime()) / 1000 : null,
  };
}
