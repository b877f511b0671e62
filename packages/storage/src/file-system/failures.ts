import { AppError } from "@agentos/contracts/errors";

const fullCodes = new Set(["ENOSPC", "EDQUOT"]);
const absentCodes = new Set(["ENOENT", "ENOTDIR", "ELOOP", "EISDIR"]);

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? "");
}

/** The errors of the port for what a write met: STORAGE_FULL where there is no room, anything else as it is. */
export function writeFailure(error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && fullCodes.has(code)
    ? new AppError("STORAGE_FULL", undefined, { cause: error, retryAfterSeconds: 60 })
    : error;
}

/** The errors of the port for what a read met: NOT_FOUND where there is no such file, anything else as it is. */
export function readFailure(error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && absentCodes.has(code) ? notFound(error) : error;
}

export function notFound(cause?: unknown): AppError {
  return new AppError("NOT_FOUND", "There is no such stored object.", { cause });
}
