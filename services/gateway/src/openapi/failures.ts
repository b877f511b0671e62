import { errorEnvelope, type ErrorEnvelope } from "@agentos/contracts/api/envelope";
import type { Operation } from "@agentos/contracts/api/operation";
import { describeError, errorCodes, type ErrorCode } from "@agentos/contracts/errors";
import { z } from "zod";
import type { ZodOpenApiResponseObject } from "zod-openapi";

type Failures = Record<`${4 | 5}${string}`, ZodOpenApiResponseObject>;

/** What an operation may answer with where it does not work, by status: which codes that can be, and what it looks like. */
export function failuresOf({ body, access, tag, reply }: Operation): Failures {
  const statuses = [400, 404, 500, 503, 504];
  if (access !== "public" || tag === "auth") statuses.push(401, 403);
  if (body !== null) statuses.push(409, 413, 415, 422);
  if (reply === "bytes") statuses.push(416);
  const failures = statuses.toSorted((a, b) => a - b).map((status) => [String(status), failure(status)] as const);
  return { ...Object.fromEntries(failures), "429": limited };
}

const byStatus = Map.groupBy(errorCodes, (code) => describeError(code).status);
const made = new Map<number, ZodOpenApiResponseObject>();

/** The same object for the same status: it stands in the document once, under its id. */
function failure(status: number): ZodOpenApiResponseObject {
  const known = made.get(status);
  if (known) return known;
  const codes = byStatus.get(status) ?? [];
  const response = { id: `Error${status}`, description: `${codes.join(", ")}.`, content: contentOf(codes[0]) };
  made.set(status, response);
  return response;
}

function contentOf(code: ErrorCode = "INTERNAL_ERROR"): ZodOpenApiResponseObject["content"] {
  const example: ErrorEnvelope = {
    success: false,
    error: describeError(code).says,
    error_code: code,
    trace_id: "0af7651916cd43dd8448eb211c80319c",
    timestamp: "2026-03-01T09:30:00.000Z",
  };
  return { "application/json": { schema: errorEnvelope, example } };
}

const limited: ZodOpenApiResponseObject = {
  id: "RateLimited",
  description: "More requests than the limit allows, or a lock after refused attempts.",
  headers: z.object({
    "Retry-After": z.string().meta({ description: "Seconds until the request makes sense again", example: "17" }),
    "RateLimit-Policy": z.string().meta({ description: "Quota and window", example: '"user";q=100;w=60' }),
    RateLimit: z.string().meta({ description: "What is left, and when all of it is", example: '"user";r=0;t=60' }),
  }),
  content: contentOf("RATE_LIMITED"),
};
