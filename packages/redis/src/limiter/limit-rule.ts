/**
 * At most `limit` in `windowSeconds`, counted by one of three algorithms:
 * - `sliding_window`, the usual one: exact for every window, wherever it begins; with `burst` also at most a third of the limit in any ten seconds;
 * - `token_bucket`: refills evenly, `limit` per window, and holds at most `capacity` (the limit unless told), which may be spent at once;
 * - `fixed_window`: starts anew with each window of the clock, cheapest, and lets twice the limit through around a boundary.
 */
export type LimitRule = {
  /** Names the count in Redis and the policy in headers: letters, digits, `.`, `_`, `-`. */
  name: string;
  limit: number;
  windowSeconds: number;
  /** What is counted; requests unless told. */
  unit?: "requests" | "content-bytes";
} & (
  | { algorithm?: "sliding_window"; burst?: boolean }
  | { algorithm: "token_bucket"; capacity?: number }
  | { algorithm: "fixed_window" }
);

/** The window of the burst rule, in seconds. */
export const burstSeconds = 10;

/** How many calls any ten seconds may see under a limit: `max(1, ⌈limit / 3⌉)`. */
export function burstLimit(limit: number): number {
  return Math.max(1, Math.ceil(limit / 3));
}

/** What a rule's algorithm reads beside limit and window: the burst limit, the capacity, or nothing. */
export function extraOf(rule: LimitRule): number {
  if (rule.algorithm === "token_bucket") return rule.capacity ?? rule.limit;
  if (rule.algorithm === "fixed_window") return 0;
  return rule.burst ? burstLimit(rule.limit) : 0;
}

/** A call to be counted. */
export type Ask = {
  rule: LimitRule;
  /** Who is limited: a user's id, an address. */
  subject: string;
  /** Units that a token bucket gives out for it, 1 unless told; the other algorithms count each call as one. */
  cost?: number;
};

/** Where a subject stands under a rule. */
export type Standing = {
  rule: LimitRule;
  allowed: boolean;
  /** Units that could be had at once; below zero never. */
  remaining: number;
  /** Seconds until the whole quota is there again. */
  resetSeconds: number;
  /** Seconds until this very call would be allowed; 0 when it is. */
  retryAfterSeconds: number;
};

export type Verdict = {
  allowed: boolean;
  /** The longest of the rules that refused. */
  retryAfterSeconds: number;
  /** Who counted: Redis for all instances, or this instance by itself. */
  by: "redis" | "instance";
  /** In the order of what was asked. */
  standings: Standing[];
};
