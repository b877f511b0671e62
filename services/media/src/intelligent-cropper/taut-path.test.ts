import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countReversals, topSpeed } from "./movement.ts";
import { tautPath, type Tube } from "./taut-path.ts";

const tubeOf = (middle: readonly number[], reach: number): Tube => ({
  low: Float64Array.from(middle, (value) => value - reach),
  high: Float64Array.from(middle, (value) => value + reach),
});

/** Courses of a subject: steps of any size, at any speed. */
const course = fc
  .array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 2, maxLength: 120 })
  .map((steps) => steps.map((_, n) => steps.slice(0, n + 1).reduce((sum, step) => sum + step, 0)));
const reach = fc.double({ min: 0, max: 120, noNaN: true });

describe("tautPath", () => {
  it("stays in the tube, is never faster than the subject and never turns more often", () => {
    fc.assert(
      fc.property(course, reach, (middle, room) => {
        const { low, high } = tubeOf(middle, room);
        const path = tautPath({ low, high }, middle[0] ?? 0);
        for (const [n, place] of path.entries()) {
          expect(place).toBeGreaterThanOrEqual((low[n] ?? 0) - 1e-6);
          expect(place).toBeLessThanOrEqual((high[n] ?? 0) + 1e-6);
        }
        expect(topSpeed(path, 25)).toBeLessThanOrEqual(topSpeed(middle, 25) + 1e-6);
        expect(countReversals(path)).toBeLessThanOrEqual(turnsOf(middle));
      }),
      { numRuns: 300 },
    );
  });

  it("stands still at the place of rest where it never has to move", () => {
    const path = tautPath(tubeOf([100, 110, 95, 105], 20), 102);
    expect([...path]).toEqual([102, 102, 102, 102]);
    expect([...tautPath(tubeOf([100, 110], 20), 500)]).toEqual([120, 120]);
  });

  it("moves evenly after a subject that crosses the picture", () => {
    const middle = Array.from({ length: 101 }, (_, n) => n * 5 + (n % 2) * 8);
    const path = tautPath(tubeOf(middle, 40), 0);
    expect(countReversals(path)).toBe(0);
    expect(topSpeed(path, 1)).toBeLessThan(5.1);
  });

  it("is mirrored for a mirrored tube", () => {
    fc.assert(
      fc.property(course, reach, (middle, room) => {
        const straight = tautPath(tubeOf(middle, room), 10);
        const mirrored = tautPath(
          tubeOf(
            middle.map((value) => -value),
            room,
          ),
          -10,
        );
        for (const [n, place] of straight.entries()) expect(-(mirrored[n] ?? 0)).toBeCloseTo(place, 6);
      }),
    );
  });
});

/** Every change of direction, however small. */
function turnsOf(path: readonly number[]): number {
  const directions = path.slice(1).map((place, n) => Math.sign(place - (path[n] ?? 0)));
  const moves = directions.filter((direction) => direction !== 0);
  return moves.slice(1).filter((direction, n) => direction !== moves[n]).length;
}
