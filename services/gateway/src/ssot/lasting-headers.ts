import { securityHeaderList } from "../edge/security-headers.ts";
import type { ReadyBody } from "./ready-snapshot.ts";

/** Headers of answers with the same body that say the same each time, name and value in turn. */
export type LastingHeaders = {
  whole: readonly string[];
  /** Of an answer that says that the client has the body already. */
  unchanged: readonly string[];
};

/**
 * Keeping is allowed in the browser of whoever asked, but each use asks here first, where token, role and address are looked at again;
 * `no-store`, as everything else of the API has it, would send the whole body each time.
 */
const cacheControl = "private, no-cache";

/** Puts the headers of bodies together, once for each. `policy` is `RateLimit-Policy`. */
export function createLastingHeaders(policy: string): (body: ReadyBody) => LastingHeaders {
  const common = [
    ...["RateLimit-Policy", policy, "Cache-Control", cacheControl, "Vary", "Accept-Encoding, Origin"],
    ...securityHeaderList(),
  ];
  return perBody((body) => {
    const unchanged = [...common, ...(body.tag === undefined ? [] : ["ETag", body.tag])];
    return { unchanged, whole: [...unchanged, ...contentHeaders(body)] };
  });
}

/** What is made of a body once, for as long as the body is there. */
export function perBody<Made>(make: (body: ReadyBody) => Made): (body: ReadyBody) => Made {
  const all = new WeakMap<ReadyBody, Made>();
  return (body) => {
    let made = all.get(body);
    if (made === undefined) {
      made = make(body);
      all.set(body, made);
    }
    return made;
  };
}

function contentHeaders({ bytes, coding }: ReadyBody): string[] {
  return [
    ...["Content-Type", "application/json; charset=utf-8", "Content-Length", `${bytes.length}`],
    ...(coding === "identity" ? [] : ["Content-Encoding", coding]),
  ];
}
