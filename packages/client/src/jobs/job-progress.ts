import type { JobDetail, JobView } from "@agentos/contracts/api/jobs";
import type { jobProgress } from "@agentos/contracts/events/job-progress";
import type { z } from "zod";
import type { ListedJob } from "./job-events.ts";

export type JobProgress = z.output<(typeof jobProgress)["payload"]>;

/**
 * The job as a tick tells of it; undefined where the tick is of something that is not known here, and the job has to be read. One
 * that is late changes nothing: within a run progress only grows.
 */
export function withProgress<Job extends ListedJob>(job: Job, tick: JobProgress): Job | undefined {
  const ended = job.status !== "queued" && job.status !== "processing";
  if (tick.run < job.run || (tick.run === job.run && (ended || tick.progress < job.progress))) return job;
  if (tick.run !== job.run || job.status !== "processing" || tick.stage !== job.stage) return undefined;
  const { progress, eta_seconds } = tick;
  return { ...job, progress, eta_seconds, ...stepsWith(job, tick) };
}

function stepsWith(job: ListedJob & Partial<Pick<JobDetail, "steps">>, tick: JobProgress): Partial<JobDetail> {
  if (!job.steps) return {};
  return {
    steps: job.steps.map((step) =>
      step.stage === tick.stage && step.state === "running"
        ? { ...step, progress: Math.max(step.progress, tick.stage_progress) }
        : step,
    ),
  };
}

/** Which of two states of a job holds: the later version; of the same version that with more progress, as a tick may be ahead. */
export function newerJob<Job extends ListedJob>(held: Job, read: Job): Job {
  if (held.id !== read.id || held.version < read.version) return read;
  if (held.version > read.version) return held;
  return held.run === read.run && held.progress > read.progress ? held : read;
}

/** The list that was read, each job in it as the newer of two states. */
export function newerJobs(held: readonly JobView[], read: readonly JobView[]): JobView[] {
  const before = new Map(held.map((job) => [job.id, job]));
  return read.map((job) => newerJob(before.get(job.id) ?? job, job));
}
