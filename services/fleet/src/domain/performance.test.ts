import { assert, nat, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { performanceOf, sumOf } from "./performance.ts";

describe("the performance score", () => {
  it("is 100 × success × efficiency", () => {
    const counts = { done: 18, failed: 2, busy_seconds: 640, useful_seconds: 608 };
    expect(performanceOf(counts)).toEqual({
      score: 85.5,
      success: 0.9,
      efficiency: 0.95,
      done: 18,
      failed: 2,
      busy_seconds: 640,
    });
  });

  it("is nothing until something has ended", () => {
    const idle = { done: 0, failed: 0, busy_seconds: 0, useful_seconds: 0 };
    expect(performanceOf(idle)).toMatchObject({ score: null, success: null, efficiency: null });
    // Cancelled work alone says nothing of success.
    expect(performanceOf({ ...idle, busy_seconds: 10 })).toMatchObject({ score: null, efficiency: 0 });
  });

  it("stays between 0 and 100, and falls with every failure", () => {
    const counts = record({
      done: nat(1000),
      failed: nat(1000),
      busy_seconds: nat(10_000),
      useful_seconds: nat(10_000),
    });
    assert(
      property(counts, (given) => {
        const { score } = performanceOf(given);
        const worse = performanceOf({ ...given, failed: given.failed + 1 }).score;
        if (score === null) return;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(worse).toBeLessThanOrEqual(score);
      }),
    );
  });

  it("of several workers is that of their sums", () => {
    const one = { done: 1, failed: 0, busy_seconds: 10, useful_seconds: 10 };
    const other = { done: 0, failed: 1, busy_seconds: 30, useful_seconds: 0 };
    expect(performanceOf(sumOf([one, other]))).toMatchObject({ success: 0.5, efficiency: 0.25, score: 12.5 });
  });
});
