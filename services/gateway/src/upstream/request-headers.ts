import { callerHeader } from "@agentos/service-kit/http/caller";
import { traceparent } from "@agentos/service-kit/trace";
import type { IncomingHttpHeaders } from "node:http";

/**
 * What a service gets to see of a client's headers. Everything else ends here: hop-by-hop headers, `Forwarded` and its
 * kin, `Authorization` and cookies, and above all the header by which the gateway itself tells who calls.
 */
const passed = [
  "accept",
  "accept-encoding",
  "accept-language",
  "content-encoding",
  "content-length",
  "content-type",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "range",
  "transfer-encoding",
  "user-agent",
  "x-chunk-sha256",
  "x-idempotency-key",
] as const;

/** Headers of the request to a service: the client's as far as they are passed on, the trace, the address, and who calls. */
export function requestHeaders(
  client: IncomingHttpHeaders,
  known: { address: string | undefined; caller: string | undefined },
): IncomingHttpHeaders {
  const kept = passed.map((name) => [name, client[name]]).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(kept) as IncomingHttpHeaders),
    traceparent: traceparent(),
    ...(known.address === undefined ? {} : { "x-forwarded-for": known.address }),
    ...(known.caller === undefined ? {} : { [callerHeader]: known.caller }),
  };
}
