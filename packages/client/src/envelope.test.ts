import { expect, it } from "vitest";
import { readRetryAfter } from "./envelope.ts";

it("reads seconds and dates of Retry-After", () => {
  const now = Date.parse("2025-01-01T00:00:00Z");
  expect(readRetryAfter("120", now)).toBe(120);
  expect(readRetryAfter("Wed, 01 Jan 2025 00:00:30 GMT", now)).toBe(30);
  expect(readRetryAfter("Wed, 01 Jan 2020 00:00:00 GMT", now)).toBe(0);
  expect(readRetryAfter("soon", now)).toBeUndefined();
  expect(readRetryAfter(null, now)).toBeUndefined();
});
