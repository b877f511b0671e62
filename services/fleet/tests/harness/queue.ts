import { randomUUID } from "node:crypto";
import { claim, complete, fail, getQueue, release, renew, type ClaimedTask } from "@agentos/contracts/messages/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import { serve } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import { traceparent } from "@agentos/service-kit/trace";
import type { NatsConnection } from "@nats-io/transport-node";

/** The other side of workers' claims, in memory: one queue of one stage. */
export type TestQueue = {
  /** Adds a task; it is taken by whoever claims first. Returns its job. */
  add(): string;
  waiting(): number;
  /** For how long the oldest has waited, as the queue tells it. */
  oldestWaitingSeconds: number | null;
  /** How each job ended, as its worker told. */
  ended: Map<string, "done" | "failed" | "released">;
};

/** Serves claims of a stage as `jobs` does; every claim it answers ends with what the worker says. */
export function serveQueue(nc: NatsConnection, log: Logger, stage: StageName): TestQueue {
  const waiting: ClaimedTask[] = [];
  const running = new Map<string, ClaimedTask>();
  const ended: TestQueue["ended"] = new Map();
  const end = (attemptId: string, how: "done" | "failed" | "released") => {
    const task = running.get(attemptId);
    if (task) ended.set(task.job_id, how);
    running.delete(attemptId);
    return { accepted: task !== undefined, reason: task ? null : ("stale" as const) };
  };
  serve(nc, claim, log, async (request) => {
    const tasks = request.stage === stage ? waiting.splice(0, request.max) : [];
    for (const task of tasks) running.set(task.attempt_id, task);
    return { tasks };
  });
  serve(nc, renew, log, async ({ attempts }) => ({
    verdicts: attempts.map(({ attempt_id }) => ({
      attempt_id,
      verdict: running.has(attempt_id) ? ("continue" as const) : ("stale" as const),
    })),
  }));
  serve(nc, complete, log, async ({ attempt_id }) => end(attempt_id, "done"));
  serve(nc, fail, log, async ({ attempt_id }) => end(attempt_id, "failed"));
  serve(nc, release, log, async ({ attempt_id }) => {
    const task = running.get(attempt_id);
    if (task) waiting.push({ ...task, attempt_id: randomUUID() });
    return end(attempt_id, "released");
  });
  serve(nc, getQueue, log, async (request) => ({
    queue: request.stage,
    label: "Test",
    waiting: waiting.length,
    running: running.size,
    held: 0,
    dead_letters: 0,
    paused: false,
    oldest_waiting_seconds: waiting.length > 0 ? queue.oldestWaitingSeconds : null,
  }));
  const queue: TestQueue = {
    ended,
    oldestWaitingSeconds: null,
    waiting: () => waiting.length,
    add() {
      const task = newTask(stage);
      waiting.push(task);
      return task.job_id;
    },
  };
  return queue;
}

function newTask(stage: StageName): ClaimedTask {
  const jobId = randomUUID();
  return {
    attempt_id: randomUUID(),
    step_id: randomUUID(),
    job_id: jobId,
    run: 1,
    stage,
    tries: 1,
    input: { job_id: jobId, run: 1, source: { kind: "url", url: "https://example.com/a" }, options: {}, outputs: {} },
    traceparent: traceparent(),
  };
}
