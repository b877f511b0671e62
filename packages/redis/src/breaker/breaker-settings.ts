/** How a breaker judges. */
export type BreakerSettings<Service extends string = string> = {
  /** Everything that has a breaker. */
  services: readonly Service[];
  /** Those of them that only calls which are not critical may try again. */
  carefulServices: readonly Service[];
  /** Failures among the last `calls` that open it. */
  failures: number;
  calls: number;
  /** Seconds that it stays open until one call may try. */
  openSeconds: number;
  /** Seconds after which a try that was not reported counts as lost. */
  probeSeconds: number;
};

/** Opens after 5 failures among the last 20 calls, for a minute. */
export const usualBreaker = { failures: 5, calls: 20, openSeconds: 60, probeSeconds: 30 } as const;

/**
 * `closed`: calls go through. `open`: they are refused. `half_open`: one call tries, the others are refused until it has
 * succeeded.
 */
export type BreakerState = "closed" | "open" | "half_open";

/** What a call came to: `refusal` is the service's own no (not found, conflict, not valid), which tells nothing of its health. */
export type CallOutcome = "success" | "failure" | "refusal";

/** What a report has changed. */
export type BreakerChange = "opened" | "closed" | "none";

export type BreakerView = {
  state: BreakerState;
  /** Among the last calls, while closed. */
  failures: number;
  calls: number;
  /** Seconds until a call may try again; 0 when it may. */
  retryAfterSeconds: number;
  /** Whose knowledge this is: that of all instances, or this one's while Redis is away. */
  by: "redis" | "instance";
};
