import { tagMatches } from "@agentos/service-kit/http/entity-tag";
import type { ServerResponse } from "node:http";
import type { CacheResult } from "./hit-counts.ts";
import type { LastingHeaders } from "./lasting-headers.ts";
import type { ReadyBody } from "./ready-snapshot.ts";

/** What differs from one answer with the same body to the next. */
export type Telling = {
  cache: "HIT" | "MISS" | "STALE";
  /** Seconds since the state that the body tells of was confirmed. */
  age: number;
  traceId: string;
  /** `RateLimit`. */
  rateLimit: string;
  ifNoneMatch: string | undefined;
};

export type Answer = (response: ServerResponse, body: ReadyBody, telling: Telling) => void;

const resultOf = { HIT: "hit", MISS: "miss", STALE: "stale" } as const satisfies Record<Telling["cache"], CacheResult>;

/** Writes bodies that are ready. `headersOf` puts together what the headers always say of a body. */
export function createAnswer(
  headersOf: (body: ReadyBody) => LastingHeaders,
  count: (result: CacheResult) => void,
): Answer {
  return (response, body, { cache, age, traceId, rateLimit, ifNoneMatch }) => {
    const same = ifNoneMatch !== undefined && body.tag !== undefined && tagMatches(ifNoneMatch, body.tag);
    const { whole, unchanged } = headersOf(body);
    const differing = ["X-Trace-Id", traceId, "X-Cache", cache, "Age", `${age}`, "RateLimit", rateLimit];
    count(same ? "not_modified" : resultOf[cache]);
    response.writeHead(same ? 304 : 200, [...differing, ...(same ? unchanged : whole)]);
    response.end(same ? undefined : body.bytes);
  };
}
