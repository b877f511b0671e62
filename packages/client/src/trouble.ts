import type { ErrorDetail } from "@agentos/contracts/errors";
import { ApiError, type ClientErrorCode } from "./api-error.ts";

/** What went wrong, for a person. */
export type Trouble = {
  code: ClientErrorCode;
  message: string;
  /** What was wrong in what was given. */
  details: ErrorDetail[];
  /** Seconds after which the server asks to be tried again. */
  retryAfter: number | undefined;
  /** Finds it in the logs. */
  traceId: string | undefined;
};

/** What calls throw is an ApiError, or the reason of a signal that waited no longer; the words of anything else are for nobody. */
export function toTrouble(error: unknown): Trouble {
  const { code, message, details, retryAfter, traceId } =
    error instanceof ApiError ? error : new ApiError(codeOf(error));
  return { code, message, details, retryAfter, traceId };
}

function codeOf(error: unknown): ClientErrorCode {
  return error instanceof Error && error.name === "TimeoutError" ? "TIMEOUT" : "UNEXPECTED_REPLY";
}
