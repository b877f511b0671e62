import type { JobOptions } from "@agentos/contracts/job-options";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { stoppedQueues } from "../db/queue-state.ts";
import { sqlFile } from "../db/sql.ts";
import type { Db } from "../db/tables.ts";
import { estimateSeconds, remainingSeconds, type PendingJob } from "../domain/eta.ts";
import { expectedSeconds, type Speeds } from "../domain/stage-speed.ts";
import type { SeenWorkers } from "../queue/seen-workers.ts";
import { sizeOf, stagesFrom } from "./expectation.ts";
import type { SpeedBook } from "./speed-book.ts";

/** Jobs further back than this many have no estimate: it would be a guess about a day. */
const lookedAt = 5000;
const freshForMs = 500;

type ActiveJob = {
  id: string;
  stage: StageName;
  state: "waiting" | "running";
  worker_id: string | null;
  progress: number;
  elapsed: number;
  options: JobOptions;
  media_seconds: number | null;
  media_megapixels: number | null;
  clip_seconds: number | null;
};

const readActive = sqlFile<ActiveJob>("active_jobs");

export type Estimates = {
  /** Whole seconds until the job is finished; null where nobody can say. */
  of(jobId: string): number | null;
  /** Seconds until a stage's queue, as it is now, is worked off; null while it gives nothing out. */
  toEmpty(stage: StageName): number | null;
};

type Reading = { db: Db; speeds: SpeedBook; seenWorkers: SeenWorkers };

/** Estimates for all active jobs, made anew at the most twice a second. */
export class Forecast {
  readonly #context: Reading;
  #estimates: Promise<Estimates> | undefined;
  #madeAt = Number.NEGATIVE_INFINITY;

  constructor(context: Reading) {
    this.#context = context;
  }

  async read(): Promise<Estimates> {
    if (this.#estimates && performance.now() - this.#madeAt < freshForMs) return this.#estimates;
    this.#madeAt = performance.now();
    this.#estimates = makeEstimates(this.#context);
    try {
      return await this.#estimates;
    } catch (error) {
      this.#estimates = undefined;
      throw error;
    }
  }
}

async function makeEstimates({ db, speeds: book, seenWorkers }: Reading): Promise<Estimates> {
  const [speeds, stopped, active] = await Promise.all([
    book.read(),
    stoppedQueues(db),
    readActive(db, [[...stageNames], lookedAt]),
  ]);
  const workers = new Map(
    stageNames.map((stage) => {
      const running = active.filter((job) => job.stage === stage && job.state === "running");
      const idle = seenWorkers.of(stage);
      for (const { worker_id } of running) if (worker_id !== null) idle.delete(worker_id);
      return [stage, Math.max(1, running.length + idle.size)];
    }),
  );
  const jobs = active.map((job) => pendingJob(job, speeds));
  const workersOf = (stage: StageName): number => workers.get(stage) ?? 1;
  const seconds = estimateSeconds({ jobs, workers: workersOf, stopped: (stage) => stopped.has(stage) });
  return {
    of(jobId) {
      const exact = seconds.get(jobId) ?? null;
      return exact === null ? null : Math.ceil(exact);
    },
    toEmpty: (stage) => (stopped.has(stage) ? null : workOf(jobs, stage) / workersOf(stage)),
  };
}

/** Seconds of work that wait or run at a stage. */
function workOf(jobs: readonly PendingJob[], stage: StageName): number {
  const firsts = jobs.flatMap((job) => job.steps.slice(0, 1));
  return firsts.reduce((sum, step) => (step.stage === stage ? sum + step.seconds : sum), 0);
}

function pendingJob(job: ActiveJob, speeds: Speeds): PendingJob {
  const size = sizeOf(job);
  const steps = stagesFrom(job.stage).map((stage, index) => {
    const expected = expectedSeconds(stage, size, job.options, speeds);
    const running = index === 0 && job.state === "running";
    return {
      stage,
      seconds: running ? remainingSeconds({ expected, elapsed: job.elapsed, progress: job.progress }) : expected,
    };
  });
  return { id: job.id, running: job.state === "running", steps, measured: job.media_seconds !== null };
}
