import type { TokenVerifier } from "@agentos/access-kit/token-verifier";
import { ssot } from "@agentos/contracts/api/admin";
import { admits } from "@agentos/contracts/api/operation";
import type { LeasedLimit } from "@agentos/redis/limiter/leased-limit";
import { rateLimit } from "@agentos/redis/limiter/rate-limit-headers";
import { newTraceId } from "@agentos/service-kit/trace";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Switches } from "../switches/switches.ts";
import type { Answer } from "./answer.ts";
import { createHeaderReader, type HeaderReaderOptions } from "./header-reader.ts";
import type { HeldSnapshot } from "./held-snapshot.ts";

export type FastPathOptions = HeaderReaderOptions & {
  held: HeldSnapshot;
  verifier: Pick<TokenVerifier, "known">;
  calls: LeasedLimit;
  answer: Answer;
  switches: Pick<Switches, "open">;
};

/** Answers a request, or leaves it untouched and says false. */
export type AnswersAtOnce = (request: IncomingMessage, response: ServerResponse) => boolean;

const addresses: ReadonlySet<string | undefined> = new Set([ssot.path, ssot.path.replace("/api/", "/api/v1/")]);
const methods: ReadonlySet<string | undefined> = new Set(["GET", "HEAD"]);

/**
 * Answers reads of the snapshot that need nothing but a look: a token that was verified before and whose holder may still read, an
 * address that is let in, a call at hand, bytes that are trusted. Everything else, above all what is to be refused, goes the way
 * of all requests, where the same questions are asked and answered at length.
 */
export function createFastPath(options: FastPathOptions): AnswersAtOnce {
  const { held, verifier, calls, answer, switches } = options;
  const read = createHeaderReader(options);
  return (request, response) => {
    if (!addresses.has(request.url) || !methods.has(request.method)) return false;
    const now = performance.now();
    const ready = held.trusted(now);
    if (!ready) return false;
    const asked = read(request);
    if (!asked) return false;
    const caller = verifier.known(asked.token);
    if (!caller || !admits(ssot, caller.role)) return false;
    if (caller.role !== "admin" && !switches.open) return false;
    const standing = calls.use(caller.userId);
    if (!standing) return false;
    answer(response, ready.bodies[asked.coding], {
      cache: "HIT",
      age: Math.floor(held.ageMs(now) / 1000),
      traceId: asked.traceId ?? newTraceId(),
      rateLimit: rateLimit(standing),
      ifNoneMatch: asked.ifNoneMatch,
    });
    return true;
  };
}
