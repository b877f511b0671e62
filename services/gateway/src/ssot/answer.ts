import { tagMatches } from "@agentos/service-kit/http/entity-tag";
import type { ServerResponse } from "node:http";
import { securityHeaderList } from "../edge/security-headers.ts";
import type { CacheResult } from "./hit-counts.ts";
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

/**
 * Keeping is allowed in the browser of whoever asked, but each use asks here first, where token, role and address are looked at again;
 * `no-store`, as everything else of the API has it, would send the whole body each time.
 */
const cacheControl = "private, no-cache";

/** Places of what differs in the list of headers, which begins with them. */
const places = { trace: 1, cache: 3, age: 5, rateLimit: 7 } as const;

const resultOf = { HIT: "hit", MISS: "miss", STALE: "stale" } as const satisfies Record<Telling["cache"], CacheResult>;

/** Writes bodies that are ready: in one go, with headers that were put together before. `policy` is `RateLimit-Policy`. */
export function createAnswer(policy: string, count: (result: CacheResult) => void): Answer {
  const common = [
    ...["X-Trace-Id", "", "X-Cache", "", "Age", "", "RateLimit", "", "RateLimit-Policy", policy],
    ...["Cache-Control", cacheControl, "Vary", "Accept-Encoding, Origin"],
    ...securityHeaderList(),
  ];
  const heads = new WeakMap<ReadyBody, { whole: readonly string[]; unchanged: readonly string[] }>();
  const headsOf = (body: ReadyBody) => {
    let made = heads.get(body);
    if (!made) {
      const unchanged = [...common, ...(body.tag === undefined ? [] : ["ETag", body.tag])];
      made = { unchanged, whole: [...unchanged, ...contentHeaders(body)] };
      heads.set(body, made);
    }
    return made;
  };
  return (response, body, telling) => {
    const { ifNoneMatch } = telling;
    const same = ifNoneMatch !== undefined && body.tag !== undefined && tagMatches(ifNoneMatch, body.tag);
    const headers = (same ? headsOf(body).unchanged : headsOf(body).whole).slice();
    headers[places.trace] = telling.traceId;
    headers[places.cache] = telling.cache;
    headers[places.age] = `${telling.age}`;
    headers[places.rateLimit] = telling.rateLimit;
    count(same ? "not_modified" : resultOf[telling.cache]);
    response.writeHead(same ? 304 : 200, headers);
    response.end(same ? undefined : body.bytes);
  };
}

function contentHeaders({ bytes, coding }: ReadyBody): string[] {
  return [
    ...["Content-Type", "application/json; charset=utf-8", "Content-Length", `${bytes.length}`],
    ...(coding === "identity" ? [] : ["Content-Encoding", coding]),
  ];
}
