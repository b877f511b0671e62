import {
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleAll,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
  type IPolicy,
} from "cockatiel";

export type FollowUpPolicy = IPolicy;

const atOnce = 10;
const retries = 3;
const withinMs = 5000;
const breaker = { failures: 5, openMs: 60_000 } as const;

/** So many follow-ups at once; the others wait. */
export function atMostAtOnce(): IPolicy {
  return bulkhead(atOnce, Number.POSITIVE_INFINITY);
}

/**
 * How one owner's follow-ups are carried out: tried again three times, ever later, within five seconds in all; after five that came to
 * nothing none is tried for a minute. The state is this instance's own: only one instance carries follow-ups out.
 */
export function followUpPolicy(): FollowUpPolicy {
  return wrap(
    circuitBreaker(handleAll, { halfOpenAfter: breaker.openMs, breaker: new ConsecutiveBreaker(breaker.failures) }),
    timeout(withinMs, TimeoutStrategy.Aggressive),
    retry(handleAll, { maxAttempts: retries, backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 1600 }) }),
  );
}
