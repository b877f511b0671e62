import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@agentos/contracts/errors";
import type { ClaimedTask } from "@agentos/contracts/messages/jobs";
import {
  stageByName,
  stageInputSchema,
  type StageInput,
  type StageName,
  type StageSettings,
} from "@agentos/contracts/stages/stages";
import type { Logger } from "@agentos/service-kit/logger";
import type { ObjectStore } from "@agentos/storage/object-store";
import { attemptPrefix, createStageContext } from "./attempt-context.ts";
import type { Failure, JobsPort } from "./jobs-port.ts";
import type { StageDefinition } from "./stage.ts";
import { StopReason, stopCauseOf, type StopCause } from "./stop-reason.ts";
import type { RunTool } from "./tools.ts";

export type AttemptOptions = {
  definition: StageDefinition;
  task: ClaimedTask;
  jobs: JobsPort;
  store: ObjectStore;
  tempRoot: string;
  runTool: RunTool;
  /** What operators have set of the stage, as this attempt runs with it. */
  settings: StageSettings<StageName>;
  log: Logger;
  /** Aborts with a StopReason. */
  stop: AbortController;
  onProgress: (fraction: number) => void;
  /** Aborts when the worker gives up telling the queue, some time after its own stop. */
  giveUp: AbortSignal;
};

export type AttemptOutcome = "done" | "failed" | StopCause;

/** How an attempt ended, with the failure that the queue was told of. */
export type AttemptEnd = { outcome: AttemptOutcome; failure?: Failure };

/** Runs one claimed task to its end and tells the queue how it ended. Never throws for what the stage did. */
export async function runAttempt(options: AttemptOptions): Promise<AttemptEnd> {
  const { task } = options;
  const workDir = path.join(options.tempRoot, task.attempt_id);
  const timer = setTimeout(
    () => options.stop.abort(new StopReason("timeout")),
    stageByName(task.stage).timeoutSeconds * 1000,
  );
  try {
    await mkdir(workDir, { recursive: true });
    const output = await runStage(options, workDir);
    return { outcome: await handIn(options, output) };
  } catch (error) {
    return await endBadly(options, error);
  } finally {
    clearTimeout(timer);
    await rm(workDir, { recursive: true, force: true });
  }
}

async function handIn(options: AttemptOptions, output: unknown): Promise<AttemptOutcome> {
  const { task, log } = options;
  options.stop.signal.throwIfAborted();
  const answer = await options.jobs.complete(task.attempt_id, output, options.giveUp);
  if (answer === "accepted") return "done";
  if (answer === "unknown") {
    // It may have been accepted without our hearing of it: its artefacts stay.
    log.warn({ job_id: task.job_id }, "stopped before the queue answered");
    return "shutdown";
  }
  log.warn({ job_id: task.job_id }, "result came too late and was not taken");
  await dropArtefacts(options);
  return "stale";
}

async function runStage(options: AttemptOptions, workDir: string): Promise<unknown> {
  const { definition, task } = options;
  const input = stageInputSchema(task.stage).parse(task.input) as StageInput<typeof definition.name>;
  const context = createStageContext({
    prefix: attemptPrefix(task),
    store: options.store,
    workDir,
    signal: options.stop.signal,
    runTool: options.runTool,
    settings: options.settings,
    log: options.log.child({ job_id: task.job_id, stage: task.stage, attempt_id: task.attempt_id }),
    onProgress: options.onProgress,
  });
  return stageByName(task.stage).output.parse(await definition.run(input, context));
}

async function endBadly(options: AttemptOptions, error: unknown): Promise<AttemptEnd> {
  const { task, log, jobs, stop, giveUp } = options;
  await dropArtefacts(options);
  const cause = stopCauseOf(stop.signal);
  if (cause === "cancel" || cause === "stale") {
    log.info({ job_id: task.job_id, cause }, "attempt stopped");
    return { outcome: cause };
  }
  if (cause === "shutdown") {
    await jobs.release(task.attempt_id, giveUp);
    return { outcome: cause };
  }
  const failure = describeFailure(error, cause);
  log.warn({ err: error, job_id: task.job_id, error_code: failure.code }, "attempt failed");
  await jobs.fail(task.attempt_id, failure, giveUp);
  return { outcome: cause ?? "failed", failure };
}

function describeFailure(error: unknown, cause: StopCause | undefined): Failure {
  const known =
    cause === "timeout"
      ? new AppError("STAGE_TIMEOUT")
      : error instanceof AppError
        ? error
        : isFull(error)
          ? new AppError("STORAGE_FULL")
          : new AppError("STAGE_FAILED", undefined, { cause: error });
  return { code: known.code, message: known.message, retryable: known.retryable };
}

function isFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === "ENOSPC" || code === "EDQUOT";
}

/** What this attempt stored is of no use to anyone; the service removes leftovers where this fails. */
async function dropArtefacts({ store, task, log }: AttemptOptions): Promise<void> {
  try {
    await store.remove(attemptPrefix(task));
  } catch (error) {
    log.warn({ err: error, job_id: task.job_id }, "artefacts of an attempt were not removed");
  }
}
