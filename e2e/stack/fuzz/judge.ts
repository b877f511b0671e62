import { errorEnvelope } from "@agentos/contracts/api/envelope";
import { describeError } from "@agentos/contracts/errors";
import { z } from "zod";
import type { Described } from "./described.ts";
import type { Sent } from "./send.ts";

const failure = errorEnvelope.strict();
const success = z.looseObject({
  success: z.literal(true),
  data: z.unknown(),
  timestamp: z.iso.datetime(),
  response_time_ms: z.number(),
});

/** What tells how the system is made, and never belongs into an answer. */
const leaks = /\n\s+at |node_modules|\/src\/|ECONN|\bselect .* from\b|violates .* constraint|invalid byte sequence/i;

/** What is wrong with an answer; undefined where it is one that the operation promises. */
export function faultOf({ statuses, answersBytes }: Described, { status, headers, text }: Sent): string | undefined {
  if (status === 500) return `500: ${text}`;
  if (!statuses.includes(String(status))) return `${status} is not among the answers that are described: ${text}`;
  if (status === 304) return text === "" ? undefined : "304 with a body";
  if (status < 300 && answersBytes) return undefined;
  if (!headers["content-type"]?.startsWith("application/json")) return `the answer is ${headers["content-type"]}`;
  return status < 300 ? whyNot(success, text) : (whyNot(failure, text) ?? faultOfFailure(status, headers, text));
}

function whyNot(schema: z.ZodType, text: string): string | undefined {
  const { error } = schema.safeParse(JSON.parse(text));
  return error && `${z.prettifyError(error)}: ${text.slice(0, 500)}`;
}

function faultOfFailure(status: number, headers: Sent["headers"], text: string): string | undefined {
  const { error_code, trace_id } = failure.parse(JSON.parse(text));
  if (describeError(error_code).status !== status) return `${error_code} came as ${status}`;
  if (headers["x-trace-id"] !== trace_id) return "the trace of the header is not that of the body";
  if ((status === 429 || status === 503) && !headers["retry-after"]) return `${status} does not say when to come back`;
  return leaks.test(text) ? `it tells too much: ${text}` : undefined;
}
