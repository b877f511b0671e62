import { describeError, isErrorCode, type ErrorCode, type ErrorDetail } from "@agentos/contracts/errors";

/** What can go wrong on the way to the API or back, beside the codes that the API itself tells. */
const clientCodes = {
  NETWORK_ERROR: "The server cannot be reached. Check your connection and try again.",
  UNEXPECTED_REPLY: "The server gave an answer that this version does not understand. Reload and try again.",
  FILE_UNREADABLE: "The file cannot be read any more. It may have been moved or changed: choose it again.",
} as const;

export type ClientErrorCode = ErrorCode | keyof typeof clientCodes;

export type ApiErrorOptions = {
  /** HTTP status; 0 where no answer came. */
  status?: number;
  details?: ErrorDetail[];
  traceId?: string;
  /** Seconds after which the server asks to be tried again. */
  retryAfter?: number;
  cause?: unknown;
};

/** A call that failed: the API's code and its sentence for a person, with what is needed to find it in the logs. */
export class ApiError extends Error {
  readonly code: ClientErrorCode;
  readonly status: number;
  readonly details: ErrorDetail[];
  readonly traceId: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ClientErrorCode, message?: string, options: ApiErrorOptions = {}) {
    super(message || sentenceFor(code), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ApiError";
    this.code = code;
    this.status = options.status ?? 0;
    this.details = options.details ?? [];
    this.traceId = options.traceId;
    this.retryAfter = options.retryAfter;
  }

  /** The server is away, busy or not reachable: the same call may succeed a little later. */
  get passing(): boolean {
    return this.code === "NETWORK_ERROR" || this.status === 429 || (this.status >= 502 && this.status <= 504);
  }
}

/** The sentence of the contract's table, or the client's own. */
export function sentenceFor(code: ClientErrorCode): string {
  return isErrorCode(code) ? describeError(code).says : clientCodes[code];
}
