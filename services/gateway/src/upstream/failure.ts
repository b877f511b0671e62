import { AppError } from "@agentos/contracts/errors";

/** What a client is told when a service could not be asked: 504 when it took too long, 503 otherwise. */
export function upstreamFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("SERVICE_UNAVAILABLE", undefined, { cause: error, retryAfterSeconds: 2, outcome: "unknown" });
}
