import { ApiError } from "@agentos/client/api-error";
import { describe, expect, it } from "vitest";
import { delayOfRetry, retriesLimited } from "./limited.ts";

const limited = new ApiError("RATE_LIMITED", undefined, { status: 429, retryAfter: 17 });

describe("a question that came too often", () => {
  it("is put again, however often", () => {
    expect(retriesLimited(0, limited)).toBe(true);
    expect(retriesLimited(50, limited)).toBe(true);
  });

  it("is put again when the server says so, and a little later", () => {
    expect(delayOfRetry(0, limited, () => 0)).toBe(17_000);
    expect(delayOfRetry(9, limited, () => 1)).toBe(21_250);
  });

  it("is no other error", () => {
    expect(retriesLimited(0, new ApiError("NOT_FOUND", undefined, { status: 404 }))).toBe(false);
    expect(retriesLimited(0, new ApiError("LOCKED_OUT", undefined, { status: 429 }))).toBe(false);
    expect(retriesLimited(0, new TypeError("fetch failed"))).toBe(false);
  });
});
