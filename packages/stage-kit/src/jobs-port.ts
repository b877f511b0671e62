import { randomUUID } from "node:crypto";
import { AppError } from "@agentos/contracts/errors";
import { claim, complete, fail, release, renew, type ClaimedTask } from "@agentos/contracts/messages/jobs";
import type { RequestContract } from "@agentos/contracts/messages/message-contract";
import type { StageName } from "@agentos/contracts/stages/stages";
import { ask } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import type { NatsConnection } from "@nats-io/transport-node";
import type { z } from "zod";

export type Verdict = { attempt_id: string; verdict: "continue" | "cancel" | "stale" };
export type Failure = { code: AppError["code"]; message: string; retryable: boolean };

/** What became of a word to the queue; `unknown`: the worker stopped before an answer came. */
export type Answer = "accepted" | "refused" | "unknown";

/** What a worker says to the queue. */
export type JobsPort = {
  /** Waiting tasks; repeats a claim whose reply was lost, so that none stays claimed by nobody. Empty when aborted. */
  claim(stage: StageName, max: number, signal: AbortSignal): Promise<ClaimedTask[]>;
  renew(attempts: { attempt_id: string; progress: number }[]): Promise<Verdict[]>;
  /** These three wait out an absence of the queue; refused: the attempt is no longer current. */
  complete(attemptId: string, output: unknown, signal: AbortSignal): Promise<Answer>;
  fail(attemptId: string, failure: Failure, signal: AbortSignal): Promise<Answer>;
  release(attemptId: string, signal: AbortSignal): Promise<Answer>;
};

const retryMs = 1000;

export function createJobsPort(nc: NatsConnection, workerId: string, log: Logger): JobsPort {
  const persist = async <Q extends z.ZodType, R extends z.ZodType>(
    contract: RequestContract<Q, R>,
    payload: z.input<Q>,
    signal: AbortSignal,
  ): Promise<z.output<R> | undefined> => {
    while (!signal.aborted) {
      try {
        return await ask(nc, contract, payload);
      } catch (error) {
        if (!isPassing(error)) throw error;
        log.debug({ err: error, request: contract.name }, "the queue is away, trying again");
        await pause(retryMs, signal);
      }
    }
    return undefined;
  };
  return {
    async claim(stage, max, signal) {
      const request = { request_id: randomUUID(), worker_id: workerId, stage, max };
      return (await persist(claim, request, signal))?.tasks ?? [];
    },
    renew: async (attempts) => (await ask(nc, renew, { worker_id: workerId, attempts })).verdicts,
    complete: async (attempt_id, output, signal) =>
      answerOf(await persist(complete, { attempt_id, worker_id: workerId, output }, signal)),
    fail: async (attempt_id, error, signal) =>
      answerOf(await persist(fail, { attempt_id, worker_id: workerId, error }, signal)),
    release: async (attempt_id, signal) =>
      answerOf(await persist(release, { attempt_id, worker_id: workerId }, signal)),
  };
}

function answerOf(reply: { accepted: boolean } | undefined): Answer {
  if (!reply) return "unknown";
  return reply.accepted ? "accepted" : "refused";
}

/** The queue is away for now. Any other error is an answer. */
function isPassing(error: unknown): boolean {
  return error instanceof AppError && (error.code === "SERVICE_UNAVAILABLE" || error.code === "TIMEOUT");
}
