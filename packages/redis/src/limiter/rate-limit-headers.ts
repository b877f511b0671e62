import { burstLimit, burstSeconds, type LimitRule, type Standing, type Verdict } from "./limit-rule.ts";

/**
 * The headers of a verdict as draft-ietf-httpapi-ratelimit-headers-10 writes them: `RateLimit-Policy: "user";q=100;w=60` and
 * `RateLimit: "user";r=42;t=17`; `Retry-After` where it was refused.
 */
export function rateLimitHeaders(verdict: Verdict): Record<string, string> {
  return {
    "RateLimit-Policy": verdict.standings.map(({ rule }) => rateLimitPolicy(rule)).join(", "),
    RateLimit: verdict.standings.map(rateLimit).join(", "),
    ...(verdict.allowed ? {} : { "Retry-After": `${verdict.retryAfterSeconds}` }),
  };
}

/** The `RateLimit-Policy` of one rule. */
export function rateLimitPolicy(rule: LimitRule): string {
  const unit = rule.unit === undefined || rule.unit === "requests" ? "" : `;qu="${rule.unit}"`;
  const whole = `"${rule.name}";q=${rule.limit}${unit};w=${rule.windowSeconds}`;
  const bursts = (rule.algorithm ?? "sliding_window") === "sliding_window" && "burst" in rule && rule.burst === true;
  return bursts ? `${whole}, "${rule.name}-burst";q=${burstLimit(rule.limit)}${unit};w=${burstSeconds}` : whole;
}

/** The `RateLimit` of one rule. */
export function rateLimit({ rule, remaining, resetSeconds }: Standing): string {
  return `"${rule.name}";r=${remaining};t=${resetSeconds}`;
}
