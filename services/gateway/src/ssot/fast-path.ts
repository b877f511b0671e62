import type { TokenVerifier } from "@agentos/access-kit/token-verifier";
import { ssot } from "@agentos/contracts/api/admin";
import { admits } from "@agentos/contracts/api/operation";
import type { LeasedLimit } from "@agentos/redis/limiter/leased-limit";
import { rateLimit } from "@agentos/redis/limiter/rate-limit-headers";
import { createCodingChoice } from "@agentos/service-kit/http/content-coding";
import type { Networks } from "@agentos/service-kit/http/networks";
import { newTraceId, parseTraceId, parseTraceparent } from "@agentos/service-kit/trace";
import type { IncomingHttpHeaders, IncomingMessage, RequestListener } from "node:http";
import { addressOf, type TrustsProxy } from "../edge/client-address.ts";
import type { Answer } from "./answer.ts";
import type { HeldSnapshot } from "./held-snapshot.ts";

export type FastPathOptions = {
  held: HeldSnapshot;
  verifier: Pick<TokenVerifier, "known">;
  /** Where administrators come from. */
  allowlist: Networks;
  trusts: TrustsProxy;
  calls: LeasedLimit;
  answer: Answer;
};

const addresses: ReadonlySet<string | undefined> = new Set([ssot.path, ssot.path.replace("/api/", "/api/v1/")]);
const scheme = "Bearer ";

/**
 * Answers reads of the snapshot that need nothing but a look: a token that was verified before and whose holder may still read, an
 * address that is let in, a call at hand, bytes that are trusted. Everything else, above all what is to be refused, goes the way
 * of all requests, where the same questions are asked and answered at length.
 */
export function createFastPath(options: FastPathOptions, otherwise: RequestListener): RequestListener {
  const { held, verifier, allowlist, trusts, calls, answer } = options;
  const chooseCoding = createCodingChoice();
  return (request, response) => {
    if (!addresses.has(request.url) || !isPlain(request)) return otherwise(request, response);
    const { headers } = request;
    const now = performance.now();
    const ready = held.trusted(now);
    const caller = ready && callerOf(headers.authorization, verifier);
    if (!caller || !admits(ssot, caller.role) || !allowlist.includes(addressOf(request, trusts))) {
      return otherwise(request, response);
    }
    const standing = calls.use(caller.userId);
    if (!standing) return otherwise(request, response);
    answer(response, ready.bodies[chooseCoding(headers["accept-encoding"] as string | undefined)], {
      cache: "HIT",
      age: Math.floor(held.ageMs(now) / 1000),
      traceId: traceIdOf(headers),
      rateLimit: rateLimit(standing),
      ifNoneMatch: headers["if-none-match"],
    });
  };
}

/** A read without a body, which asks for nothing else and comes from no page of another origin. */
function isPlain({ method, headers }: IncomingMessage): boolean {
  return (
    (method === "GET" || method === "HEAD") &&
    headers.host !== undefined &&
    headers.origin === undefined &&
    headers.upgrade === undefined &&
    headers["content-length"] === undefined &&
    headers["transfer-encoding"] === undefined
  );
}

function callerOf(header: string | undefined, verifier: Pick<TokenVerifier, "known">) {
  return header?.startsWith(scheme) ? verifier.known(header.slice(scheme.length)) : undefined;
}

function traceIdOf({ traceparent, "x-trace-id": traceId }: IncomingHttpHeaders): string {
  const given = parseTraceparent(textOf(traceparent)) ?? parseTraceId(textOf(traceId));
  return given?.traceId ?? newTraceId();
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : undefined;
}
