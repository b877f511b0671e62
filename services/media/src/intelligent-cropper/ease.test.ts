import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ease } from "./ease.ts";
import { countReversals, topSpeed } from "./movement.ts";

describe("ease", () => {
  it("adds no speed and no turn, and stays between the extremes", () => {
    const paths = fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(paths, fc.double({ min: 0, max: 12, noNaN: true }), (values, sigma) => {
        const path = Float64Array.from(values);
        const soft = ease(path, sigma);
        expect(topSpeed(soft, 1)).toBeLessThanOrEqual(topSpeed(path, 1) + 1e-6);
        expect(countReversals(soft)).toBeLessThanOrEqual(countReversals(path));
        expect(Math.max(...soft)).toBeLessThanOrEqual(Math.max(...path) + 1e-6);
        expect(Math.min(...soft)).toBeGreaterThanOrEqual(Math.min(...path) - 1e-6);
      }),
    );
  });

  it("spreads a start over time", () => {
    const soft = ease(
      Float64Array.from({ length: 60 }, (_, n) => Math.max(0, n - 30) * 4),
      6,
    );
    const speeds = [...soft].slice(1).map((place, n) => place - (soft[n] ?? 0));
    const jolt = Math.max(...speeds.slice(1, 45).map((speed, n) => Math.abs(speed - (speeds[n] ?? 0))));
    expect(jolt).toBeLessThan(0.4);
  });
});
