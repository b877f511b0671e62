import type { TokenVerifier } from "@agentos/access-kit/token-verifier";
import { ssot } from "@agentos/contracts/api/admin";
import { admits } from "@agentos/contracts/api/operation";
import type { LeasedLimit } from "@agentos/redis/limiter/leased-limit";
import { rateLimit } from "@agentos/redis/limiter/rate-limit-headers";
import { createCodingChoice } from "@agentos/service-kit/http/content-coding";
import type { Networks } from "@agentos/service-kit/http/networks";
import { newTraceId, traceOf } from "@agentos/service-kit/trace";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { addressOf, type TrustsProxy } from "../edge/client-address.ts";
import type { Switches } from "../switches/switches.ts";
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
  switches: Pick<Switches, "open">;
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
  const { held, verifier, calls, answer, switches } = options;
  const chooseCoding = createCodingChoice();
  const askerOf = createAskerReader(options);
  return (request, response) => {
    if (!addresses.has(request.url) || !isPlain(request)) return false;
    const { headers } = request;
    const now = performance.now();
    const ready = held.trusted(now);
    if (!ready) return false;
    const asker = askerOf(request);
    if (!asker?.admitted) return false;
    const caller = verifier.known(asker.token);
    if (!caller || !admits(ssot, caller.role)) return false;
    if (caller.role !== "admin" && !switches.open) return false;
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

/** Who asks, as far as the texts of a request say: the token, and whether its address is let in. */
type Asker = { token: string; admitted: boolean };

/**
 * Reads who asks. On one connection the texts are the same each time: to compare them with the last ones costs less than to look a new
 * text of a token's length up, and to follow the proxies again. What has become of the token is for others to say, each time.
 */
function createAskerReader({ allowlist, trusts }: Pick<FastPathOptions, "allowlist" | "trusts">) {
  const last = new WeakMap<Socket, Asker & { header: string; forwarded: IncomingHttpHeaders[string] }>();
  return (request: IncomingMessage): Asker | undefined => {
    const { authorization: header, "x-forwarded-for": forwarded } = request.headers;
    const known = last.get(request.socket);
    if (known && known.header === header && known.forwarded === forwarded) return known;
    if (!header?.startsWith(scheme)) return undefined;
    const admitted = allowlist.includes(addressOf(request, trusts));
    const asker = { token: header.slice(scheme.length), admitted, header, forwarded };
    last.set(request.socket, asker);
    return asker;
  };
}
