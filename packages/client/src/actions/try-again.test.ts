import { describeError, errorCodes } from "@agentos/contracts/errors";
import { describe, expect, it } from "vitest";
import { ApiError, type ClientErrorCode } from "../api-error.ts";
import { judge, waitMs } from "./try-again.ts";

const refused = (code: ClientErrorCode, status = 0): ApiError => new ApiError(code, undefined, { status });

describe("a try that failed", () => {
  it.each(["NETWORK_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT", "ACTION_IN_PROGRESS"] as const)(
    "with %s is tried again, as the action may have happened",
    (code) => expect(judge(refused(code), "none")).toEqual({ again: true, outcome: "unknown" }),
  );

  it.each(["BREAKER_OPEN", "AUDIT_UNAVAILABLE"] as const)("with %s is tried again, and has changed nothing", (code) => {
    expect(judge(refused(code, 503), "none")).toEqual({ again: true, outcome: "none" });
  });

  it("with a refusal at the door leaves open what an earlier try did", () => {
    expect(judge(refused("FORBIDDEN", 403), "none")).toEqual({ again: false, outcome: "none" });
    expect(judge(refused("FORBIDDEN", 403), "unknown")).toEqual({ again: false, outcome: "unknown" });
    expect(judge(refused("RATE_LIMITED", 429), "none")).toEqual({ again: false, outcome: "none" });
    expect(judge(refused("RATE_LIMITED", 429), "unknown")).toEqual({ again: true, outcome: "unknown" });
  });

  it("with an answer of the action itself is over", () => {
    for (const code of ["CONFLICT", "NOT_FOUND", "INTERNAL_ERROR", "NOT_CONVERGED", "ACTION_LOST"] as const) {
      expect(judge(refused(code, describeError(code).status), "unknown")).toEqual({ again: false, outcome: "none" });
    }
  });

  it("is never taken for nothing by a refusal at the door, once it is unknown", () => {
    const atTheDoor = errorCodes.filter((code) => [400, 401, 403, 429].includes(describeError(code).status));
    const outcomes = atTheDoor.map((code) => judge(refused(code, describeError(code).status), "unknown").outcome);
    expect(new Set(outcomes)).toEqual(new Set(["unknown"]));
  });

  it("waits as long as it is told to, and ever longer", () => {
    const told = new ApiError("ACTION_IN_PROGRESS", undefined, { status: 409, retryAfter: 7 });
    expect(waitMs(told, 1)).toBe(7000);
    expect(waitMs(refused("NETWORK_ERROR"), 1)).toBeLessThanOrEqual(400);
    expect(waitMs(refused("NETWORK_ERROR"), 9)).toBeGreaterThanOrEqual(2500);
    expect(waitMs(refused("NETWORK_ERROR"), 40)).toBeLessThanOrEqual(10_000);
  });
});
