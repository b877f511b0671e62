import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimateSeconds, remainingSeconds, type PendingJob } from "./eta.ts";

const job = (id: string, seconds: [number, number], more: Partial<PendingJob> = {}): PendingJob => ({
  id,
  running: false,
  measured: true,
  steps: [
    { stage: "face_detector", seconds: seconds[0] },
    { stage: "video_cutter", seconds: seconds[1] },
  ],
  ...more,
});
const estimate = (jobs: PendingJob[], workers = 1, stopped: string[] = []) =>
  Object.fromEntries(estimateSeconds({ jobs, workers: () => workers, stopped: (stage) => stopped.includes(stage) }));

describe("the estimate of a job", () => {
  test("that is alone is the sum of its steps", () => {
    expect(estimate([job("a", [10, 20])])).toEqual({ a: 30 });
  });

  test("behind others counts the wait at the stage where they hold it up", () => {
    expect(estimate([job("a", [10, 20]), job("b", [10, 20]), job("c", [10, 20])])).toEqual({ a: 30, b: 50, c: 70 });
  });

  test("is not held up where there are workers for all", () => {
    expect(estimate([job("a", [10, 20]), job("b", [10, 20])], 2)).toEqual({ a: 30, b: 30 });
  });

  test("is unknown behind a stopped queue, but not for a step that already runs", () => {
    const jobs = [job("running", [10, 20], { running: true }), job("waiting", [10, 20])];
    expect(estimate(jobs, 1, ["face_detector"])).toEqual({ running: 30, waiting: null });
    expect(estimate(jobs, 1, ["video_cutter"])).toEqual({ running: null, waiting: null });
  });

  test("is unknown while its size is, though others wait for it", () => {
    expect(estimate([job("new", [10, 20], { measured: false }), job("b", [10, 20])])).toEqual({ new: null, b: 50 });
  });

  test("is never less than its own work, nor more than all work one after the other", () => {
    const seconds = fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }));
    fc.assert(
      fc.property(
        fc.array(seconds, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 4 }),
        (all, workers) => {
          const jobs = all.map((pair, index) => job(String(index), pair));
          const sum = all.flat().reduce((a, b) => a + b, 0);
          for (const [id, estimated] of Object.entries(estimate(jobs, workers))) {
            const [one, two] = all[Number(id)] ?? [0, 0];
            expect(estimated).toBeGreaterThanOrEqual(one + two);
            expect(estimated).toBeLessThanOrEqual(sum);
          }
        },
      ),
    );
  });
});

describe("what a running step still takes", () => {
  test("is what was expected, less what has passed, while it says nothing", () => {
    expect(remainingSeconds({ expected: 60, elapsed: 20, progress: 0 })).toBe(40);
    expect(remainingSeconds({ expected: 60, elapsed: 90, progress: 0 })).toBe(6);
  });

  test("follows its own pace the more, the further it is", () => {
    const slow = (progress: number): number => remainingSeconds({ expected: 60, elapsed: 120 * progress, progress });
    // It runs at half the expected speed: 120 s in all.
    expect(slow(0.01)).toBeCloseTo(60, -1);
    expect(slow(0.5)).toBeCloseTo(45);
    expect(slow(0.9)).toBeCloseTo(11.4);
  });
});
