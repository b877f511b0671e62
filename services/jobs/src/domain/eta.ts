import type { StageName } from "@agentos/contracts/stages/stages";

/** A job that is under way: its steps that are not done, in order, each with the seconds that it is expected to take. */
export type PendingJob = {
  id: string;
  /** The first step has a worker. */
  running: boolean;
  steps: readonly { stage: StageName; seconds: number }[];
  /** False while the size of its work is a guess. */
  measured: boolean;
};

export type Pipeline = {
  /** Jobs in the order in which they are served: those further on first, then as the queues give them out. */
  jobs: readonly PendingJob[];
  /** Steps of each stage that are worked on at once. */
  workers: (stage: StageName) => number;
  /** The queue gives nothing out. */
  stopped: (stage: StageName) => boolean;
};

/**
 * Seconds until each job is finished: the pipeline played forward, each step at the first free worker of its stage (list
 * scheduling). Null where a queue on the way is stopped or the job's size is not known yet.
 */
export function estimateSeconds(pipeline: Pipeline): Map<string, number | null> {
  const freeAt = new Map<StageName, number[]>();
  const workersOf = (stage: StageName): number[] => {
    const known = freeAt.get(stage) ?? Array.from({ length: Math.max(1, pipeline.workers(stage)) }, () => 0);
    freeAt.set(stage, known);
    return known;
  };
  const estimates = new Map<string, number | null>();
  for (const job of pipeline.jobs) {
    const waits = job.running ? job.steps.slice(1) : job.steps;
    const stopped = waits.some((step) => pipeline.stopped(step.stage));
    const seconds = stopped ? null : serve(job, workersOf);
    estimates.set(job.id, job.measured ? seconds : null);
  }
  return estimates;
}

function serve(job: PendingJob, workersOf: (stage: StageName) => number[]): number {
  let now = 0;
  for (const step of job.steps) {
    const workers = workersOf(step.stage);
    const first = workers.indexOf(Math.min(...workers));
    now = Math.max(now, workers[first] ?? 0) + step.seconds;
    workers[first] = now;
  }
  return now;
}

/**
 * Seconds that a running step still takes: what was expected, corrected by its own pace the further it is. A step that is
 * over its time without a word of progress is given a tenth of the expected time again.
 */
export function remainingSeconds(step: { expected: number; elapsed: number; progress: number }): number {
  const { expected, elapsed, progress } = step;
  if (progress <= 0) return Math.max(expected - elapsed, expected * 0.1);
  const byPace = (elapsed * (1 - progress)) / progress;
  return (1 - progress) * expected * (1 - progress) + progress * byPace;
}
