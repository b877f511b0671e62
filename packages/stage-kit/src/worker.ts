import { rm } from "node:fs/promises";
import type { Directives, Heartbeat } from "@agentos/contracts/messages/fleet";
import { interrupt, wake, type ClaimedTask } from "@agentos/contracts/messages/jobs";
import { lease } from "@agentos/contracts/limits";
import type { StageName, StageSettings } from "@agentos/contracts/stages/stages";
import { onHint } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import { repeat } from "@agentos/service-kit/loop";
import { parseTraceparent, runInTrace } from "@agentos/service-kit/trace";
import type { ObjectStore } from "@agentos/storage/object-store";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Histogram, Registry } from "prom-client";
import { runAttempt, type AttemptEnd } from "./attempt.ts";
import { Fitness } from "./fitness.ts";
import type { FleetPort } from "./fleet-port.ts";
import { Heart } from "./heart.ts";
import { createJobsPort, type JobsPort } from "./jobs-port.ts";
import { ProcessUsage } from "./process-usage.ts";
import { readSettings } from "./settings.ts";
import type { StageDefinition } from "./stage.ts";
import { StopReason } from "./stop-reason.ts";
import { Tally } from "./tally.ts";
import type { RunTool } from "./tools.ts";
import { createWorkerMeters } from "./worker-meters.ts";

export type WorkerOptions = {
  definition: StageDefinition;
  workerId: string;
  /** The place that it runs in, by the name that whoever started it knows it. */
  slot: string;
  /** Tasks at once, unless fleet says otherwise. */
  concurrency: number;
  fleet: FleetPort;
  nc: NatsConnection;
  store: ObjectStore;
  /** Folder for the work folders of this worker alone; emptied at start. */
  tempRoot: string;
  runTool: RunTool;
  log: Logger;
  metrics: Registry;
};

type Running = { task: ClaimedTask; stop: AbortController; progress: number; since: string; ended: Promise<void> };

const pollMs = 1000;
/** How long a stopping worker tries to give its work back. */
const giveUpMs = 5000;

/**
 * One worker of one stage: claims tasks, keeps their leases, runs them, and gives them back when it stops. It takes none before
 * fleet has said that it may; what fleet said last holds while fleet is away.
 */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #jobs: JobsPort;
  readonly #running = new Map<string, Running>();
  readonly #stopping = new AbortController();
  readonly #giveUp = new AbortController();
  readonly #seconds: Histogram;
  readonly #fitness: Fitness;
  readonly #heart: Heart;
  readonly #tally = new Tally();
  readonly #usage = new ProcessUsage();
  readonly #startedAt = new Date().toISOString();
  #directives: Directives | undefined;
  #settings: StageSettings<StageName> = {};
  #claiming: Promise<void> = Promise.resolve();
  #renewing: Promise<void> = Promise.resolve();
  #testing: Promise<void> = Promise.resolve();
  #wake: (() => void) | undefined;
  #subscriptions: { unsubscribe(): void }[] = [];

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#jobs = createJobsPort(options.nc, options.workerId, options.log);
    this.#seconds = createWorkerMeters(options.metrics, () => this.#running.size).seconds;
    const { definition, workerId, runTool, log } = options;
    this.#fitness = new Fitness({ definition, runTool, log, changed: () => this.#changed() });
    this.#heart = new Heart({
      worker: { worker_id: workerId, agent: definition.name },
      port: options.fleet,
      report: (leaving) => this.#report(leaving),
      apply: (directives) => this.#follow(directives),
      log,
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
    this.#testing = this.#fitness.run(signal);
    this.#heart.start();
    this.#claiming = repeat({ name: "claim", everyMs: 0, signal, log, work: () => this.#claimOnce() });
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
    await Promise.all([this.#renewing, this.#testing]);
    await this.#heart.stop();
  }

  /** Throws with a sentence when the worker cannot work. */
  checkFit(): void {
    if (!this.#fitness.ready)
      throw new Error(`The programs of ${this.#options.definition.name} are not usable; the log says which.`);
  }

  get #taking(): boolean {
    return this.#fitness.ready && this.#directives?.taking === true && !this.#stopping.signal.aborted;
  }

  get #concurrency(): number {
    return this.#directives?.concurrency ?? this.#options.concurrency;
  }

  /** Takes over what fleet wants; where that is something new, fleet hears at once that it is in force. */
  #follow(directives: Directives): void {
    if (directives.self_test !== null) this.#fitness.ask(directives.self_test);
    if (directives.generation === this.#directives?.generation) return;
    try {
      this.#settings = readSettings(this.#options.definition.name, directives.settings);
    } catch (error) {
      this.#options.log.error({ err: error }, "settings of another version of the stage are left out");
      this.#settings = {};
    }
    this.#directives = directives;
    this.#changed();
  }

  #changed(): void {
    this.#wake?.();
    this.#heart.beatSoon();
  }

  async #report(leaving: boolean): Promise<Heartbeat> {
    const { definition, workerId, slot } = this.#options;
    return {
      worker_id: workerId,
      agent: definition.name,
      slot,
      pid: process.pid,
      started_at: this.#startedAt,
      ready: this.#fitness.ready,
      taking: this.#taking,
      concurrency: this.#concurrency,
      settings: { ...definition.settings, ...this.#settings },
      generation: this.#directives?.generation ?? 0,
      tasks: [...this.#running.values()].map(({ task, progress, since }) => ({
        attempt_id: task.attempt_id,
        job_id: task.job_id,
        progress,
        since,
      })),
      figures: { ...this.#tally.counts(), ...(await this.#usage.read()) },
      failures: this.#tally.failures(),
      self_test: this.#fitness.report,
      leaving,
    };
  }

  async #claimOnce(): Promise<void> {
    const free = this.#taking ? this.#concurrency - this.#running.size : 0;
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
    const running: Running = { task, stop, progress: 0, since: new Date().toISOString(), ended: Promise.resolve() };
    this.#running.set(task.attempt_id, running);
    this.#heart.beatSoon();
    running.ended = runInTrace(parseTraceparent(task.traceparent), async () => {
      const startedAt = performance.now();
      log.info(
        { job_id: task.job_id, stage: task.stage, attempt_id: task.attempt_id, tries: task.tries },
        "attempt begins",
      );
      try {
        const end = await this.#run(running);
        const { outcome } = end;
        const seconds = (performance.now() - startedAt) / 1000;
        this.#tally.add(task, end, seconds);
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
        this.#changed();
      }
    });
    // Claimed while the worker was already stopping.
    if (this.#stopping.signal.aborted) stop.abort(new StopReason("shutdown"));
  }

  #run(running: Running): Promise<AttemptEnd> {
    const { definition, store, tempRoot, runTool, log } = this.#options;
    return runAttempt({
      definition,
      task: running.task,
      jobs: this.#jobs,
      store,
      tempRoot,
      runTool,
      settings: this.#settings,
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
