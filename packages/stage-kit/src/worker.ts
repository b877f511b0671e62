import { rm } from "node:fs/promises";
import { interrupt, wake, type ClaimedTask } from "@agentos/contracts/messages/jobs";
import { lease } from "@agentos/contracts/limits";
import { onHint } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import { pause, repeat } from "@agentos/service-kit/loop";
import { parseTraceparent, runInTrace } from "@agentos/service-kit/trace";
import type { ObjectStore } from "@agentos/storage/object-store";
import type { NatsConnection } from "@nats-io/transport-node";
import { Gauge, Histogram, type Registry } from "prom-client";
import { runAttempt } from "./attempt.ts";
import { createJobsPort, type JobsPort } from "./jobs-port.ts";
import type { StageDefinition } from "./stage.ts";
import { StopReason } from "./stop-reason.ts";
import type { RunTool } from "./tools.ts";

export type WorkerOptions = {
  definition: StageDefinition;
  workerId: string;
  concurrency: number;
  nc: NatsConnection;
  store: ObjectStore;
  /** Folder for the work folders of this worker alone; emptied at start. */
  tempRoot: string;
  runTool: RunTool;
  log: Logger;
  metrics: Registry;
};

type Running = { task: ClaimedTask; stop: AbortController; progress: number; ended: Promise<void> };

const pollMs = 1000;
const selfTestEveryMs = 15_000;
/** How long a stopping worker tries to give its work back. */
const giveUpMs = 5000;

/** One worker of one stage: claims tasks, keeps their leases, runs them, and gives them back when it stops. */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #jobs: JobsPort;
  readonly #running = new Map<string, Running>();
  readonly #stopping = new AbortController();
  readonly #giveUp = new AbortController();
  readonly #seconds: Histogram;
  #claiming: Promise<void> = Promise.resolve();
  #renewing: Promise<void> = Promise.resolve();
  #wake: (() => void) | undefined;
  #fit = false;
  #subscriptions: { unsubscribe(): void }[] = [];

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#jobs = createJobsPort(options.nc, options.workerId, options.log);
    this.#seconds = new Histogram({
      name: "stage_duration_seconds",
      help: "Duration of a stage's attempts",
      labelNames: ["stage", "outcome"],
      buckets: [0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1800, 7200],
      registers: [options.metrics],
    });
    const running = this.#running;
    const active: Gauge = new Gauge({
      name: "worker_active_tasks",
      help: "Tasks that the worker runs now",
      registers: [options.metrics],
      collect: (): void => active.set(running.size),
    });
  }

  async start(): Promise<void> {
    const { nc, log, tempRoot } = this.#options;
    await rm(tempRoot, { recursive: true, force: true });
    this.#subscriptions = [
      onHint(nc, wake, log, ({ stages }) => {
        if (stages.includes(this.#options.definition.name)) this.#wake?.();
      }),
      onHint(nc, interrupt, log, ({ attempt_ids }) => {
        if (attempt_ids.some((id) => this.#running.has(id)))
          void this.#renew().catch((error: unknown) => log.warn({ err: error }, "renewal failed"));
      }),
    ];
    const signal = this.#stopping.signal;
    this.#claiming = this.#becomeFit().then(() =>
      repeat({ name: "claim", everyMs: 0, signal, log, work: () => this.#claimOnce() }),
    );
    this.#renewing = repeat({
      name: "renew",
      everyMs: lease.renewEverySeconds * 1000,
      signal: this.#giveUp.signal,
      log,
      work: () => this.#renew(),
    });
  }

  /** Takes nothing new, stops what runs and gives it back to the queue. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    for (const { stop } of this.#running.values()) stop.abort(new StopReason("shutdown"));
    // A claim that is under way may still bring tasks; they are given back like the others.
    await this.#claiming;
    const timer = setTimeout(() => this.#giveUp.abort(), giveUpMs);
    await Promise.all([...this.#running.values()].map((running) => running.ended));
    clearTimeout(timer);
    this.#giveUp.abort();
    await this.#renewing;
  }

  /** Throws with a sentence when the worker cannot work. */
  checkFit(): void {
    if (!this.#fit)
      throw new Error(`The programs of ${this.#options.definition.name} are not usable; the log says which.`);
  }

  async #becomeFit(): Promise<void> {
    const { definition, runTool, log } = this.#options;
    const signal = this.#stopping.signal;
    while (!signal.aborted) {
      try {
        await definition.selfTest(runTool);
        this.#fit = true;
        log.info({ stage: definition.name, worker_id: this.#options.workerId }, "worker ready");
        return;
      } catch (error) {
        log.error({ err: error, stage: definition.name }, "self-test failed: the worker takes no work until it passes");
        await pause(selfTestEveryMs, signal);
      }
    }
  }

  async #claimOnce(): Promise<void> {
    const free = this.#options.concurrency - this.#running.size;
    // The promise stands before the claim, so that a wake-up during the claim is not missed.
    const woken = this.#nextWake();
    if (free > 0) {
      const tasks = await this.#jobs.claim(this.#options.definition.name, free, this.#stopping.signal);
      for (const task of tasks) this.#begin(task);
      if (tasks.length > 0) return;
    }
    await woken;
  }

  /** Resolves at the next hint, at the end of a task, at the stop, or after the poll interval. */
  #nextWake(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #begin(task: ClaimedTask): void {
    const { log } = this.#options;
    const stop = new AbortController();
    const running: Running = { task, stop, progress: 0, ended: Promise.resolve() };
    this.#running.set(task.attempt_id, running);
    running.ended = runInTrace(parseTraceparent(task.traceparent), async () => {
      const startedAt = performance.now();
      log.info(
        { job_id: task.job_id, stage: task.stage, attempt_id: task.attempt_id, tries: task.tries },
        "attempt begins",
      );
      try {
        const outcome = await this.#run(running);
        const seconds = (performance.now() - startedAt) / 1000;
        this.#seconds.observe({ stage: task.stage, outcome }, seconds);
        log.info(
          { job_id: task.job_id, stage: task.stage, attempt_id: task.attempt_id, outcome, seconds },
          "attempt ended",
        );
      } catch (error) {
        // The queue refused what it was told, or the disk failed: the lease runs out and the step is tried again.
        log.error(
          { err: error, job_id: task.job_id, attempt_id: task.attempt_id },
          "attempt ended without a word to the queue",
        );
      } finally {
        this.#running.delete(task.attempt_id);
        this.#wake?.();
      }
    });
    // Claimed while the worker was already stopping.
    if (this.#stopping.signal.aborted) stop.abort(new StopReason("shutdown"));
  }

  #run(running: Running): ReturnType<typeof runAttempt> {
    const { definition, store, tempRoot, runTool, log } = this.#options;
    return runAttempt({
      definition,
      task: running.task,
      jobs: this.#jobs,
      store,
      tempRoot,
      runTool,
      log,
      stop: running.stop,
      onProgress: (fraction) => {
        running.progress = Math.max(running.progress, fraction);
      },
      giveUp: this.#giveUp.signal,
    });
  }

  async #renew(): Promise<void> {
    const attempts = [...this.#running.values()].map(({ task, progress }) => ({
      attempt_id: task.attempt_id,
      progress,
    }));
    if (attempts.length === 0) return;
    for (const { attempt_id, verdict } of await this.#jobs.renew(attempts)) {
      if (verdict !== "continue") this.#running.get(attempt_id)?.stop.abort(new StopReason(verdict));
    }
  }
}
