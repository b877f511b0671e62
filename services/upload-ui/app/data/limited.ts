import { ApiError } from "@agentos/client/api-error";

const usualWaitSeconds = 5;
/** So that several tabs do not come back at the same moment. */
const spread = 0.25;

function isLimited(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "RATE_LIMITED";
}

/** Who asks too often is told when to come back: the question is put again then, and nobody sees an error. */
export function retriesLimited(_failures: number, error: unknown): boolean {
  return isLimited(error);
}

/** Milliseconds until then, and up to a quarter more. */
export function delayOfRetry(_failures: number, error: unknown, random: () => number = Math.random): number {
  const seconds = isLimited(error) ? (error.retryAfter ?? usualWaitSeconds) : usualWaitSeconds;
  return seconds * 1000 * (1 + spread * random());
}
