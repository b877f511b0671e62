import { AppError } from "@agentos/contracts/errors";
import type { Ask } from "@agentos/redis/limiter/limit-rule";
import type { LeasedLimit } from "@agentos/redis/limiter/leased-limit";
import type { Limiter } from "@agentos/redis/limiter/limiter";
import { rateLimitHeaders } from "@agentos/redis/limiter/rate-limit-headers";
import type { Request, RequestHandler } from "express";
import { declaredBytes } from "../edge/check-body.ts";
import { addressSubject } from "@agentos/service-kit/http/address-subject";
import type { EdgeRule } from "./edge-rules.ts";

/** Makes the check of a rule. `userOf` tells who has been authenticated. Errors: RATE_LIMITED. */
export type LimitRequests = (rule: EdgeRule, userOf?: (request: Request) => string | undefined) => RequestHandler;

/**
 * Every answer of a limited route says how much is left; without Redis each gateway counts its share by itself. What staff reads is
 * counted ahead by `staffCalls`, in batches.
 */
export function createLimitRequests(limiter: Limiter, staffCalls: LeasedLimit): LimitRequests {
  return ({ rule, per }, userOf = () => undefined) => {
    const countsBytes = rule.unit === "content-bytes";
    return async (request, response, next) => {
      const user = per === "user" ? userOf(request) : undefined;
      const subject = user ?? addressSubject(request.ip ?? "");
      const ask: Ask = { rule, subject, cost: countsBytes ? Math.max(1, declaredBytes(request)) : 1 };
      const followed = countsBytes ? followBytes(request) : undefined;
      const verdict = await (rule === staffCalls.rule ? staffCalls.take(subject) : limiter.take(ask));
      response.setHeaders(new Map(Object.entries(rateLimitHeaders(verdict))));
      if (!verdict.allowed) {
        throw new AppError("RATE_LIMITED", undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
      }
      if (followed) {
        response.once("close", () => {
          const beyond = followed() - (ask.cost ?? 0);
          if (beyond > 0) void limiter.charge({ ...ask, cost: beyond });
        });
      }
      next();
    };
  };
}

/** Counts what goes over the connection, both ways, from now until it is asked. */
function followBytes({ socket }: Request): () => number {
  const before = socket.bytesRead + socket.bytesWritten;
  return () => socket.bytesRead + socket.bytesWritten - before;
}
