import { AppError } from "@agentos/contracts/errors";

/** Node's codes for a connection that never came about, so that the service has seen nothing of the request. */
const unreached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** What a client is told when a service could not be asked: 504 when it took too long, 503 otherwise. */
export function upstreamFailure(error: unknown, method: string | undefined): AppError {
  if (error instanceof AppError) return error;
  const reached = !unreached.test((error as NodeJS.ErrnoException | undefined)?.code ?? "");
  const changes = method !== "GET" && method !== "HEAD";
  return new AppError("SERVICE_UNAVAILABLE", reached && changes ? answerLost : undefined, {
    cause: error,
    retryAfterSeconds: 2,
    outcome: reached ? "unknown" : "none",
  });
}

const answerLost =
  "The connection broke before the answer came: it may have been carried out. Look, or send it again with the same X-Idempotency-Key.";
