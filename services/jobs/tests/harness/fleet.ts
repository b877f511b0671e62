import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { pause, repeat } from "@agentos/service-kit/loop";
import { AppError } from "@agentos/contracts/errors";
import { quietLog } from "./stack.ts";
import type { TestService } from "./service.ts";
import type { TestWorker } from "./worker.ts";

export type Fleet = {
  /** Ends the workers; resolves when they have stopped. */
  stop(): Promise<void>;
};

/**
 * Workers of every stage that claim, work for `workMs`, and hand in, for as long as they are not stopped. Like real ones they ask
 * again when the queue is away, and repeat a claim whose reply was lost.
 */
export function startFleet(service: TestService, options: { workersPerStage: number; workMs: number }): Fleet {
  const stopping = new AbortController();
  const { signal } = stopping;
  const log = quietLog();
  const workers = stageNames.flatMap((stage) => Array.from({ length: options.workersPerStage }, () => stage));
  const loops = workers.map((stage) => {
    const worker = service.worker();
    return repeat({
      name: "worker",
      everyMs: 20,
      signal,
      log,
      work: () => workOnce(worker, stage, options.workMs, signal),
    });
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function workOnce(worker: TestWorker, stage: StageName, workMs: number, signal: AbortSignal): Promise<void> {
  const requestId = crypto.randomUUID();
  const tasks = await persist(signal, () => worker.claim(stage, 1, requestId));
  for (const task of tasks ?? []) {
    await pause(workMs, signal);
    await persist(signal, () => worker.finish(task));
  }
}

async function persist<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T | undefined> {
  while (!signal.aborted) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AppError) || !["SERVICE_UNAVAILABLE", "TIMEOUT"].includes(error.code)) throw error;
      await pause(200, signal);
    }
  }
  return undefined;
}
