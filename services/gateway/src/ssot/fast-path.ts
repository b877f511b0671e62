import type { TokenVerifier } from "@agentos/access-kit/token-verifier";
import { ssot } from "@agentos/contracts/api/admin";
import { admits } from "@agentos/contracts/api/operation";
import type { LeasedLimit } from "@agentos/redis/limiter/leased-limit";
import { rateLimit } from "@agentos/redis/limiter/rate-limit-headers";
import { createCodingChoice } from "@agentos/service-kit/http/content-coding";
import type { Networks } from "@agentos/service-kit/http/networks";
import { newTraceId, traceOf } from "@agentos/service-kit/trace";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
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

/** Answers a request, or leaves it untouched and says false. */
export type AnswersAtOnce = (request: IncomingMessage, response: ServerResponse) => boolean;

const addresses: ReadonlySet<string | undefined> = new Set([ssot.path, ssot.path.replace("/api/", "/api/v1/")]);
const scheme = "Bearer ";

/**
 * Answers reads of the snapshot that need nothing but a look: a token that was verified before and whose holder may still read, an
 * address that is let in, a call at hand, bytes that are trusted. Everything else, above all what is to be refused, goes the way
 * of all requests, where the same questions are asked and answered at length.
 */
export function createFastPath(options: FastPathOptions): AnswersAtOnce {
  const { held, verifier, allowlist, trusts, calls, answer } = options;
  const chooseCoding = createCodingChoice();
  const tokenOf = createTokenReader();
  return (request, response) => {
    if (!addresses.has(request.url) || !isPlain(request)) return false;
    const { headers } = request;
    const now = performance.now();
    const ready = held.trusted(now);
    const token = ready && tokenOf(request);
    const caller = token && verifier.known(token);
    if (!caller || !admits(ssot, caller.role) || !allowlist.includes(addressOf(request, trusts))) return false;
    const standing = calls.use(caller.userId);
    if (!standing) return false;
    answer(response, ready.bodies[chooseCoding(headers["accept-encoding"] as string | undefined)], {
      cache: "HIT",
      age: Math.floor(held.ageMs(now) / 1000),
      traceId: traceOf(headers)?.traceId ?? newTraceId(),
      rateLimit: rateLimit(standing),
      ifNoneMatch: headers["if-none-match"],
    });
    return true;
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

/**
 * Reads the token of a request. On one connection it is the same each time: to compare it with the last one costs less than to look a
 * new text of that length up.
 */
function createTokenReader(): (request: IncomingMessage) => string | undefined {
  const last = new WeakMap<Socket, { header: string; token: string }>();
  return ({ headers: { authorization: header }, socket }) => {
    const known = last.get(socket);
    if (known && known.header === header) return known.token;
    if (!header?.startsWith(scheme)) return undefined;
    const token = header.slice(scheme.length);
    last.set(socket, { header, token });
    return token;
  };
}
