import * as fc from "fast-check";
import { expect, test } from "vitest";
import { advance, nextShare, progressOf, type RunProgress } from "./progress.ts";

const next = (run: RunProgress, toCome: readonly number[]): RunProgress => advance(run, nextShare(toCome));

test("steps share what is left by their expected seconds", () => {
  const first = next({ base: 0, span: 0 }, [10, 20, 70]);
  expect(progressOf(first, 0.5)).toBeCloseTo(0.05);
  const second = next(first, [20, 70]);
  expect(progressOf(second, 1)).toBeCloseTo(0.3);
  expect(progressOf(next(second, [70]), 1)).toBeCloseTo(1);
});

test("progress never goes back, however the expectations change, and ends at one", () => {
  const expectations = fc.array(
    fc.array(fc.double({ min: 0.1, max: 1000, noNaN: true }), { minLength: 6, maxLength: 6 }),
    {
      minLength: 6,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(expectations, fc.double({ min: 0, max: 1, noNaN: true }), (changing, reached) => {
      let run: RunProgress = { base: 0, span: 0 };
      let last = 0;
      for (const [done, expected] of changing.entries()) {
        run = next(run, expected.slice(done));
        for (const at of [0, reached, 1]) {
          const progress = progressOf(run, at);
          expect(progress).toBeGreaterThanOrEqual(last - 1e-9);
          expect(progress).toBeLessThanOrEqual(1);
          last = progress;
        }
      }
      expect(last).toBeCloseTo(1);
    }),
  );
});
