import { errorTable } from "./error-table.ts";

/** A code of the table. */
export type ErrorCode = keyof typeof errorTable;

/** What is known of the effect when an error is reported: it did not happen, it did, or nobody can say yet. */
export type Outcome = "none" | "done" | "unknown";

/** One finding in a request: `path` in dotted form, `message` for a person. */
export type ErrorDetail = { path: string; message: string };

export const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];

/** The table's row for a code: HTTP status, retryable, and the sentence for a person. */
export function describeError(code: ErrorCode): { status: number; retryable: boolean; says: string } {
  return errorTable[code];
}

/** Whether the video itself is what is wrong, so that only another one helps; false for what is no code. */
export function needsAnotherSource(code: string | undefined): boolean {
  return isErrorCode(code) && "anotherSource" in errorTable[code];
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(errorTable, value);
}

export type AppErrorOptions = {
  details?: ErrorDetail[];
  cause?: unknown;
  retryable?: boolean;
  outcome?: Outcome;
  /** Seconds after which a retry makes sense; sent as `Retry-After`. */
  retryAfterSeconds?: number;
};

/**
 * The one error class. `code` is from the contract, `message` may be shown to a person, `cause` is kept for the log and
 * never leaves the process.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetail[] | undefined;
  readonly retryable: boolean;
  readonly outcome: Outcome;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string = errorTable[code].says, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details;
    this.retryable = options.retryable ?? errorTable[code].retryable;
    this.outcome = options.outcome ?? "none";
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}
