import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trackFaces, type Sample } from "./tracks.ts";

const rules = { minScore: 0.6, maxGap: 1.05 };
const width = 1280;

type Walk = { x: number; y: number; size: number; speed: number; missed: boolean[] };
const walk = (y: number): fc.Arbitrary<Walk> =>
  fc.record({
    x: fc.double({ min: 0, max: 900, noNaN: true }),
    y: fc.constant(y),
    size: fc.double({ min: 60, max: 180, noNaN: true }),
    speed: fc.double({ min: -150, max: 150, noNaN: true }),
    // Never missed more than twice in a row, which is bridged.
    missed: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
  });

function samplesOf(walks: readonly Walk[]): Sample[] {
  return Array.from({ length: 30 }, (_, k) => {
    const boxes = walks
      .filter(({ missed }) => k < 3 || !(missed[k] && !missed[k - 1] && !missed[k - 2]))
      .map(({ x, y, size, speed }) => ({ x: x + (speed * k) / 3, y, w: size, h: size, score: 0.9 }));
    return { t: k / 3, boxes };
  });
}

describe("trackFaces", () => {
  it("follows each of two faces that stay apart, through movement and missed samples", () => {
    fc.assert(
      fc.property(walk(0), walk(500), (one, other) => {
        const tracks = trackFaces(samplesOf([one, other]), rules);
        expect(tracks).toHaveLength(2);
        for (const track of tracks) expect(new Set(track.map((box) => box.y)).size).toBe(1);
      }),
    );
  });

  it("uses each box once, in order of time", () => {
    const boxes = fc.array(
      fc.record({
        x: fc.double({ min: 0, max: 1000, noNaN: true }),
        y: fc.double({ min: 0, max: 500, noNaN: true }),
        w: fc.double({ min: 20, max: 300, noNaN: true }),
        h: fc.double({ min: 20, max: 300, noNaN: true }),
        score: fc.double({ min: 0.4, max: 1, noNaN: true }),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.array(boxes, { maxLength: 20 }), (frames) => {
        const tracks = trackFaces(
          frames.map((found, k) => ({ t: k / 3, boxes: found })),
          rules,
        );
        const keys = tracks.flat().map((box) => `${box.t} ${box.x} ${box.y} ${box.w} ${box.h} ${box.score}`);
        expect(keys.length).toBeLessThanOrEqual(frames.flat().length);
        for (const track of tracks) {
          expect(track.filter((box) => box.score >= rules.minScore).length).toBeGreaterThanOrEqual(2);
          for (const [k, box] of track.slice(1).entries()) {
            const gap = box.t - (track[k]?.t ?? 0);
            expect(gap).toBeGreaterThan(0);
            expect(gap).toBeLessThanOrEqual(rules.maxGap + 1e-6);
          }
        }
      }),
    );
  });

  it("gives mirrored tracks for a mirrored picture", () => {
    fc.assert(
      fc.property(walk(0), walk(200), (one, other) => {
        const samples = samplesOf([one, other]);
        const mirrored = samples.map(({ t, boxes }) => ({
          t,
          boxes: boxes.map((box) => ({ ...box, x: width - box.x - box.w })),
        }));
        const places = (tracks: ReturnType<typeof trackFaces>): number[][] =>
          tracks.map((track) => track.map((box) => box.x + box.w / 2));
        const straight = places(trackFaces(samples, rules));
        const back = places(trackFaces(mirrored, rules)).map((track) => track.map((x) => width - x));
        expect(back.map((track) => track.length)).toEqual(straight.map((track) => track.length));
        for (const [i, track] of straight.entries())
          for (const [k, x] of track.entries()) expect(back[i]?.[k]).toBeCloseTo(x, 6);
      }),
    );
  });

  it("drops what was seen once, and what was never sure", () => {
    const once = [
      { t: 0, boxes: [{ x: 0, y: 0, w: 50, h: 50, score: 0.9 }] },
      { t: 1 / 3, boxes: [] },
    ];
    expect(trackFaces(once, rules)).toEqual([]);
    const unsure = [0, 1, 2].map((k) => ({ t: k / 3, boxes: [{ x: 0, y: 0, w: 50, h: 50, score: 0.5 }] }));
    expect(trackFaces(unsure, rules)).toEqual([]);
  });

  it("begins anew after a longer gap", () => {
    const samples = Array.from({ length: 12 }, (_, k) => ({
      t: k / 3,
      boxes: k >= 3 && k <= 7 ? [] : [{ x: 0, y: 0, w: 50, h: 50, score: 0.9 }],
    }));
    expect(trackFaces(samples, rules).map((track) => track.length)).toEqual([3, 4]);
  });
});
