import { AppError } from "@agentos/contracts/errors";

/** Refuses an answer that brings no file. Errors: URL_UNREACHABLE, which is worth another try only where the server is at fault. */
export function refuseStatus(status: number): void {
  if (status === 200) return;
  const retryable = status >= 500 || status === 429 || status === 408;
  const says =
    status === 401 || status === 403
      ? "The server does not give this file without signing in. Use a public link."
      : status === 404 || status === 410
        ? "There is nothing at this address. Check the link."
        : `The server answered with status ${status}. Check the link.`;
  throw new AppError("URL_UNREACHABLE", says, { retryable });
}

/** Brings what a fetch threw to an error of the contract: ours as it is, a full disk as it is, all else as unreachable. */
export function asFetchError(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ENOSPC" || code === "EDQUOT" || code === "EROFS") return error;
  }
  return new AppError("URL_UNREACHABLE", describe(error), { cause: error });
}

function describe(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? "";
  const name = error instanceof Error ? error.name : "";
  if (/TIMEOUT/.test(code) || name === "TimeoutError") return "The server took too long to answer. Try again later.";
  if (/CERT|TLS|SSL/.test(code)) return "The server's certificate is not valid, so nothing was fetched.";
  if (code === "UND_ERR_SOCKET" || code === "ECONNRESET")
    return "The server broke off in the middle of the file. Try again.";
  return undefined;
}
