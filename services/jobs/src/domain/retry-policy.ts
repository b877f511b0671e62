import type { ErrorCode } from "@agentos/contracts/errors";

const firstDelaySeconds = 2;
const longestDelaySeconds = 60;

export type Failure = { code: ErrorCode; message: string; retryable: boolean };

/**
 * What follows a failed try: another one after a delay in seconds, the end because the input is at fault, or the dead letters
 * because the tries are used up.
 */
export type Verdict = { kind: "again"; delaySeconds: number } | { kind: "end"; deadLetter: boolean };

/**
 * Exponential backoff with jitter: 2, 4, 8 … 60 s, each times a random factor of 0.5 to 1.5. A lost worker says nothing
 * against the step, so that another one takes it at once.
 */
export function judgeFailure(
  failure: Failure,
  tries: { used: number; allowed: number },
  random: () => number = Math.random,
): Verdict {
  if (!failure.retryable) return { kind: "end", deadLetter: false };
  if (tries.used >= tries.allowed) return { kind: "end", deadLetter: true };
  if (failure.code === "WORKER_LOST") return { kind: "again", delaySeconds: 0 };
  const delay = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** (tries.used - 1));
  return { kind: "again", delaySeconds: delay * (0.5 + random()) };
}
