import { AppError, describeError } from "@agentos/contracts/errors";
import type { ErrorEnvelope } from "@agentos/contracts/api/envelope";
import { ZodError } from "zod";
import { currentTrace } from "../trace.ts";

/**
 * Node and PostgreSQL codes that say: the other side is not there now, or too busy to answer in time (55P03, 57014 and 25P03
 * are its time-outs for a lock, a statement and an idle transaction).
 */
const awayCodes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|57P0[1-3]|53300|08...|55P03|57014|25P03)$/;
const awayMessages =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/;

/**
 * The one mapper from anything thrown to an error of the contract. What is not an AppError tells nothing of itself: it
 * becomes SERVICE_UNAVAILABLE where a dependency is away, INTERNAL_ERROR otherwise, with the original kept as `cause`.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError)
    return new AppError("VALIDATION_ERROR", undefined, { details: zodDetails(error), cause: error });
  if (isAway(error))
    return new AppError("SERVICE_UNAVAILABLE", undefined, { cause: error, retryAfterSeconds: 2, outcome: "unknown" });
  return fromBodyParser(error) ?? new AppError("INTERNAL_ERROR", undefined, { cause: error, outcome: "unknown" });
}

/** Whether an error says that a dependency cannot be reached now. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as NodeJS.ErrnoException).code;
  return (typeof code === "string" && awayCodes.test(code)) || awayMessages.test(error.message);
}

export function zodDetails(error: ZodError): { path: string; message: string }[] {
  return error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
}

/** Errors of express' body parser and URL decoding carry `type` and `status`. */
function fromBodyParser(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { type, status } = error as Error & { type?: string; status?: number };
  if (type === "entity.parse.failed") return new AppError("MALFORMED_JSON", undefined, { cause: error });
  if (type === "entity.too.large") return new AppError("PAYLOAD_TOO_LARGE", undefined, { cause: error });
  if (type === "encoding.unsupported" || type === "charset.unsupported") {
    return new AppError("UNSUPPORTED_MEDIA_TYPE", undefined, { cause: error });
  }
  return status !== undefined && status >= 400 && status < 500
    ? new AppError("VALIDATION_ERROR", undefined, { cause: error })
    : undefined;
}

/** The body that a client gets for an error. */
export function errorBody(error: AppError): ErrorEnvelope {
  return {
    success: false,
    error: error.message || describeError(error.code).says,
    error_code: error.code,
    ...(error.details ? { details: error.details } : {}),
    trace_id: currentTrace()?.traceId ?? "",
    timestamp: new Date().toISOString(),
  };
}
