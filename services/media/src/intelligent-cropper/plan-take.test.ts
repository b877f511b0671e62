import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cropWindow } from "./crop-window.ts";
import { countReversals, topSpeed } from "./movement.ts";
import { planTake } from "./plan-take.ts";
import type { Course } from "./tube.ts";

const fps = 25;
const width = 1280;
const window = cropWindow({ width, height: 720 }, { aspect: "9:16", resolution: "720p" });
const limit = width - window.length;
const rules = { deadZone: 0.15, maxTravel: 60, maxReversals: 0.13 };

/** A face of some size that goes from place to place, with stretches in which it is not seen. */
const courses: fc.Arbitrary<Course> = fc
  .record({
    size: fc.double({ min: 40, max: 380, noNaN: true }),
    places: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 }),
    seen: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
  })
  .map(({ size, places, seen }) =>
    places.slice(1).flatMap((to, leg) =>
      Array.from({ length: 30 }, (_, n) => {
        const from = places[leg] ?? to;
        const left = (from + ((to - from) * n) / 30) * (width - size);
        return seen[leg] === false && leg > 0 ? null : { from: left, to: left + size };
      }),
    ),
  );

function insideShare(path: Float64Array, course: Course): number {
  const seen = course.flatMap((span, n) => (span ? [{ ...span, at: path[n] ?? 0 }] : []));
  const inside = seen.filter(({ from, to, at }) => from >= at - 0.5 && to <= at + window.length + 0.5);
  return inside.length / seen.length;
}

describe("planTake", () => {
  it("is always a place within the picture, a step at a time, and holds the face", () => {
    fc.assert(
      fc.property(courses, (course) => {
        const path = planTake(course, window, fps, rules);
        expect(path).toHaveLength(course.length);
        for (const place of path) expect(place >= 0 && place <= limit).toBe(true);
        expect(insideShare(path, course)).toBeGreaterThanOrEqual(0.95);
      }),
      { numRuns: 150 },
    );
  });

  it("is never faster than the face", () => {
    fc.assert(
      fc.property(courses, (course) => {
        const whole = course.filter((span) => span !== null);
        if (whole.length < course.length) return;
        const path = planTake(course, window, fps, rules);
        expect(topSpeed(path, fps)).toBeLessThanOrEqual(
          topSpeed(
            whole.map((span) => (span.from + span.to) / 2),
            fps,
          ) + 1e-6,
        );
      }),
    );
  });

  it("is mirrored for a mirrored picture", () => {
    fc.assert(
      fc.property(courses, (course) => {
        const mirrored = course.map((span) => span && { from: width - span.to, to: width - span.from });
        const straight = planTake(course, window, fps, rules);
        const back = planTake(mirrored, window, fps, rules);
        for (const [n, place] of straight.entries()) expect(limit - (back[n] ?? 0)).toBeCloseTo(place, 4);
      }),
      { numRuns: 60 },
    );
  });

  it("stands still for a face that only sways, with the face in the middle", () => {
    const course = Array.from({ length: 500 }, (_, n) => {
      const left = 500 + 40 * Math.sin(n / 20);
      return { from: left, to: left + 200 };
    });
    const path = planTake(course, window, fps, rules);
    expect(topSpeed(path, fps)).toBe(0);
    expect((path[0] ?? 0) + window.length / 2).toBeCloseTo(600, -1);
  });

  it("stays below the bounds where the face allows it", () => {
    // Up to 79 px/s in the clip, and 5 turns in 50 s.
    const course = Array.from({ length: 1250 }, (_, n) => {
      const left = 500 + 70 * Math.sin(((2 * Math.PI * n) / 1250) * 5) + n * 0.02;
      return { from: left, to: left + 220 };
    });
    const path = planTake(course, window, fps, rules);
    expect(topSpeed(path, fps) * window.scale).toBeLessThanOrEqual(60);
    expect(countReversals(path) / 50).toBeLessThanOrEqual(0.13);
    expect(insideShare(path, course)).toBe(1);
  });

  it("stays in the middle where nobody is", () => {
    const path = planTake(Array<null>(10).fill(null), window, fps, rules);
    expect(new Set(path)).toEqual(new Set([limit / 2]));
  });
});
