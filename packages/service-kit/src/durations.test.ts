import * as fc from "fast-check";
import { expect, test } from "vitest";
import { classOf, durationsOf, secondsOfClass } from "./durations.ts";

test("nothing is said of durations that were not measured", () => {
  expect(durationsOf([], { count: 0, milliseconds: 0 })).toBeNull();
});

test("a percentile is the first class that reaches that share of all, whatever the order of the classes", () => {
  const duration = fc.integer({ min: 1, max: 50 });
  fc.assert(
    fc.property(fc.array(duration, { minLength: 1, maxLength: 200 }), (seconds) => {
      const classes = [...new Set(seconds)].map((one) => ({
        seconds: one,
        count: seconds.filter((other) => other === one).length,
      }));
      const sorted = seconds.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
      const milliseconds = seconds.reduce((sum, one) => sum + one * 1000, 0);
      expect(durationsOf(classes, { count: seconds.length, milliseconds })).toEqual({
        mean_seconds: Math.round(milliseconds / seconds.length) / 1000,
        p50_seconds: at(0.5),
        p95_seconds: at(0.95),
        p99_seconds: at(0.99),
      });
    }),
  );
});

test("the middle of its class is within two percent of any duration", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (milliseconds) => {
      expect(Math.abs((secondsOfClass(classOf(milliseconds)) * 1000) / milliseconds - 1)).toBeLessThan(0.0201);
    }),
  );
});
