import type { Outcome } from "@agentos/contracts/errors";
import type { ApiError, ClientErrorCode } from "../api-error.ts";
import { backoffMs } from "../backoff.ts";

/** Failures after which the same key is sent again; the others are answers, and the same key would be told the same. */
const passing: Partial<Record<ClientErrorCode, Outcome>> = {
  NETWORK_ERROR: "unknown",
  SERVICE_UNAVAILABLE: "unknown",
  TIMEOUT: "unknown",
  ACTION_IN_PROGRESS: "unknown",
  AUDIT_UNAVAILABLE: "none",
  BREAKER_OPEN: "none",
};

/** Refusals that come before anybody looks whether the key is known: they say nothing of an earlier try. */
const atTheDoor: ReadonlySet<number> = new Set([400, 401, 403, 429]);

/**
 * What a failed try tells: whether the same key should be sent again, and what is known of the effect now. `before`: what was
 * known of it before this try.
 */
export function judge({ code, status }: ApiError, before: Outcome): { again: boolean; outcome: Outcome } {
  const told = passing[code];
  const kept = (outcome: Outcome): Outcome => (before === "unknown" ? before : outcome);
  if (told !== undefined) return { again: true, outcome: kept(told) };
  // An answer that is not understood may have been a success.
  if (code === "UNEXPECTED_REPLY") return { again: false, outcome: "unknown" };
  if (atTheDoor.has(status)) return { again: before === "unknown" && status === 429, outcome: kept("none") };
  return { again: false, outcome: "none" };
}

const pace = { firstMs: 400, mostMs: 10_000 } as const;

/** Milliseconds until the next try: what the server asks for, and longer each time. */
export function waitMs(error: ApiError, tries: number): number {
  return Math.max((error.retryAfter ?? 0) * 1000, backoffMs(tries, pace));
}
