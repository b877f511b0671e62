import { errorEnvelope, pagination, type Pagination } from "@agentos/contracts/api/envelope";
import type { Operation } from "@agentos/contracts/api/operation";
import { isErrorCode } from "@agentos/contracts/errors";
import { z } from "zod";
import { ApiError, type ClientErrorCode } from "./api-error.ts";

/** A newer server may know codes that this client does not; its sentence still counts. */
const failure = errorEnvelope.extend({ error_code: z.string() });
const success = z.object({ success: z.literal(true), data: z.unknown(), pagination: pagination.optional() });

export type Received = { data: unknown; pagination: Pagination | undefined; headers: Headers };

/**
 * What an answer of the API says: its data, checked against the operation's contract.
 * Data is undefined where it is what the caller holds already
 * (304). Errors: ApiError with the API's code, or UNEXPECTED_REPLY where the answer is not of the agreed form.
 */
export async function readReply(operation: Operation, response: Response): Promise<Received> {
  const { headers } = response;
  if (response.status === 304) return { data: undefined, pagination: undefined, headers };
  const body = await readJson(response);
  if (!response.ok) throw toApiError(response, body);
  const envelope = success.safeParse(body);
  const reply = response.status === 202 ? (operation.accepted ?? operation.reply) : operation.reply;
  if (!envelope.success || reply === "bytes") throw unexpected(response, envelope.error);
  const data = reply.safeParse(envelope.data.data);
  if (!data.success) throw unexpected(response, data.error);
  return { data: data.data, pagination: envelope.data.pagination, headers };
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A proxy on the way answers in HTML: the status alone counts then.
    return undefined;
  }
}

function toApiError(response: Response, body: unknown): ApiError {
  const told = failure.safeParse(body);
  const traceId = told.data?.trace_id || response.headers.get("X-Trace-Id") || undefined;
  const retryAfter = readRetryAfter(response.headers.get("Retry-After"));
  const common = {
    status: response.status,
    ...(traceId ? { traceId } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
  if (!told.success) return new ApiError(codeForStatus(response.status), undefined, common);
  const code = isErrorCode(told.data.error_code) ? told.data.error_code : codeForStatus(response.status);
  return new ApiError(code, told.data.error, { ...common, details: told.data.details ?? [] });
}

/** Answers that did not come from the API itself, such as those of a proxy. */
const byStatus: Partial<Record<number, ClientErrorCode>> = {
  401: "UNAUTHENTICATED",
  403: "FORBIDDEN",
  413: "PAYLOAD_TOO_LARGE",
  429: "RATE_LIMITED",
  500: "INTERNAL_ERROR",
  502: "SERVICE_UNAVAILABLE",
  503: "SERVICE_UNAVAILABLE",
  504: "TIMEOUT",
};

function codeForStatus(status: number): ClientErrorCode {
  return byStatus[status] ?? "UNEXPECTED_REPLY";
}

function unexpected(response: Response, cause: unknown): ApiError {
  return new ApiError("UNEXPECTED_REPLY", undefined, { status: response.status, cause });
}

/** Seconds of a `Retry-After` header, which holds seconds or a date (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
