import type { AppError } from "@agentos/contracts/errors";
import { errorBody } from "./errors.ts";
import { currentTrace } from "../trace.ts";
import { STATUS_CODES } from "node:http";

/** An error as text for the wire, where there is no response to write it to; the connection is closed after it. */
export function rawAnswer(error: AppError): string {
  const body = JSON.stringify(errorBody(error));
  return [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ""}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Trace-Id: ${currentTrace()?.traceId ?? ""}`,
    "X-Content-Type-Options: nosniff",
    ...(error.retryAfterSeconds === undefined ? [] : [`Retry-After: ${error.retryAfterSeconds}`]),
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}
