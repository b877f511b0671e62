import { AppError } from "@agentos/contracts/errors";
import type { RedisLink } from "@agentos/redis/redis-link";
import { createCodingChoice, type Coding } from "@agentos/service-kit/http/content-coding";
import type { Logger } from "@agentos/service-kit/logger";
import { currentTrace } from "@agentos/service-kit/trace";
import type { Request, RequestHandler } from "express";
import type { Answer } from "./answer.ts";
import type { Asked, ReadModel } from "./ask-read-model.ts";
import type { HeldSnapshot } from "./held-snapshot.ts";
import { readStored } from "./stored-snapshot.ts";

export type SnapshotRouteOptions = {
  held: HeldSnapshot;
  readModel: ReadModel;
  redis: Pick<RedisLink, "get">;
  log: Logger;
  answer: Answer;
  /** Signed word of who calls. */
  callerOf(request: Request): string | undefined;
};

/**
 * Answers a read of the snapshot that the fast path has left: from trusted bytes as there; else as read-model says; else from the
 * last bytes that were heard of, or those in Redis, marked as stale. Errors: SERVICE_UNAVAILABLE where there are none at all.
 */
export function snapshotRoute(options: SnapshotRouteOptions): RequestHandler {
  const { held, readModel, log, answer, callerOf } = options;
  const chooseCoding = createCodingChoice();
  const fetched = async (request: Request, coding: Coding): Promise<Asked> => {
    try {
      return await readModel.ask(coding, callerOf(request));
    } catch (error) {
      log.debug({ err: error }, "read-model does not answer for the snapshot");
      await restore(options);
      return lastKnown(held, coding, error);
    }
  };
  return async (request, response) => {
    const coding = chooseCoding(request.get("accept-encoding"));
    const ready = held.trusted();
    const found: Asked = ready
      ? { body: ready.bodies[coding], cache: "HIT", age: ageOf(held) }
      : await fetched(request, coding);
    answer(response, found.body, {
      ...found,
      traceId: currentTrace()?.traceId ?? "",
      rateLimit: String(response.getHeader("RateLimit")),
      ifNoneMatch: request.get("if-none-match"),
    });
  };
}

/** After a start without NATS and without read-model, Redis may still have what was read last. */
async function restore({ held, redis, log }: SnapshotRouteOptions): Promise<void> {
  if (held.latest) return;
  try {
    const stored = await readStored(redis);
    if (stored) held.restore(stored);
  } catch (error) {
    log.debug({ err: error }, "no snapshot from Redis");
  }
}

function lastKnown(held: HeldSnapshot, coding: Coding, error: unknown): Asked {
  const { latest } = held;
  if (!latest)
    throw error instanceof AppError ? error : new AppError("SERVICE_UNAVAILABLE", undefined, { cause: error });
  return { body: latest.bodies[coding], cache: "STALE", age: ageOf(held) };
}

function ageOf(held: HeldSnapshot): number {
  return Math.floor(held.ageMs() / 1000);
}
