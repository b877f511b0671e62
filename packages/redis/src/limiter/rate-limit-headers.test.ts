import { expect, it } from "vitest";
import type { LimitRule, Verdict } from "./limit-rule.ts";
import { rateLimitHeaders } from "./rate-limit-headers.ts";

function verdictOf(rules: readonly LimitRule[], retryAfterSeconds = 0): Verdict {
  return {
    allowed: retryAfterSeconds === 0,
    retryAfterSeconds,
    by: "redis",
    standings: rules.map((rule) => ({ rule, allowed: true, remaining: 7, resetSeconds: 42, retryAfterSeconds: 0 })),
  };
}

const user: LimitRule = { name: "user", limit: 100, windowSeconds: 60 };

it("says quota, window, what is left and when all of it is there again", () => {
  expect(rateLimitHeaders(verdictOf([user]))).toEqual({
    "RateLimit-Policy": '"user";q=100;w=60',
    RateLimit: '"user";r=7;t=42',
  });
});

it("says when to come back after a refusal", () => {
  expect(rateLimitHeaders(verdictOf([user], 17))).toMatchObject({ "Retry-After": "17" });
});

it("lists every rule, a burst as a policy of its own, and bytes as bytes", () => {
  const action: LimitRule = { name: "job.cancel", limit: 10, windowSeconds: 60, burst: true };
  const bytes: LimitRule = { ...user, name: "upload", unit: "content-bytes", algorithm: "token_bucket" };
  expect(rateLimitHeaders(verdictOf([action, bytes]))).toEqual({
    "RateLimit-Policy": '"job.cancel";q=10;w=60, "job.cancel-burst";q=4;w=10, "upload";q=100;qu="content-bytes";w=60',
    RateLimit: '"job.cancel";r=7;t=42, "upload";r=7;t=42',
  });
});
