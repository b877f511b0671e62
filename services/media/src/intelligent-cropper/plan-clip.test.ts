import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cropWindow } from "./crop-window.ts";
import { intelligentCropperSettings } from "./settings.ts";
import { planClip } from "./plan-clip.ts";
import { face } from "./tracks.fixture.ts";

const source = { width: 1280, height: 720, fps: 25 };
const settings = intelligentCropperSettings.parse({});
const moment = { index: 3, start_seconds: 10, end_seconds: 30 };
const tall = cropWindow(source, { aspect: "9:16", resolution: "720p" });
const plan = (shots: Parameters<typeof planClip>[1], window = tall) =>
  planClip(moment, shots, source, window, settings);

describe("planClip", () => {
  it("has one entry for each frame of each cropped shot, and jumps at cuts alone", () => {
    const { clip, quality } = plan([
      { start: 10, end: 17.32, tracks: [face(1, [10, 17], 100, 200)] },
      { start: 17.32, end: 30, tracks: [face(2, [17.5, 29.8], 900, 200)] },
    ]);
    expect(clip.shots.map(({ mode, path }) => [mode, path.length])).toEqual([
      ["crop", 183],
      ["crop", 317],
    ]);
    expect(clip.shots[1]?.path[0]?.t).toBeCloseTo(17.32);
    expect(new Set(clip.shots[0]?.path.map(({ x }) => x)).size).toBe(1);
    expect(quality).toEqual({
      framing: "cropped",
      face_inside_share: 1,
      max_travel_px_per_s: 0,
      reversals_per_s: 0,
      note: null,
    });
  });

  it("shows the whole picture where nobody is, and says so", () => {
    const { clip, quality } = plan([{ start: 10, end: 30, tracks: [] }]);
    expect(clip.shots).toEqual([{ start: 10, end: 30, mode: "fit", path: [] }]);
    expect(quality).toMatchObject({
      framing: "fitted",
      face_inside_share: null,
      note: expect.stringContaining("No face"),
    });
    expect(plan([]).clip.shots).toEqual(clip.shots);
  });

  it("shows the whole picture where the face is larger than the frame", () => {
    const { clip, quality } = plan([{ start: 10, end: 30, tracks: [face(1, [10, 30], 300, 500)] }]);
    expect(clip.shots.map(({ mode }) => mode)).toEqual(["fit"]);
    expect(quality).toMatchObject({ face_inside_share: 1, note: expect.stringContaining("too large") });
  });

  it("does not blur the sides of a clip of the source's own shape", () => {
    const { clip } = plan(
      [{ start: 10, end: 30, tracks: [] }],
      cropWindow(source, { aspect: "16:9", resolution: "720p" }),
    );
    expect(clip).toMatchObject({ w: 1280, h: 720, shots: [{ mode: "crop" }] });
    expect(new Set(clip.shots[0]?.path.map(({ x, y }) => `${x} ${y}`))).toEqual(new Set(["0 0"]));
  });

  it("says what falls short for a face that is faster than the frame should be", () => {
    const runs = face(1, [10, 30], (t) => 540 + 500 * Math.sin(t * 1.5), 200);
    const { quality } = plan([{ start: 10, end: 30, tracks: [runs] }]);
    expect(quality.face_inside_share).toBeGreaterThanOrEqual(0.95);
    expect(quality.max_travel_px_per_s).toBeGreaterThan(60);
    expect(quality.note).toMatch(/pixels a second.*to and fro/);
  });

  it("covers every frame once, within the picture, whatever is found", () => {
    const track = fc
      .tuple(
        fc.double({ min: 10, max: 29, noNaN: true }),
        fc.double({ min: 0.4, max: 20, noNaN: true }),
        fc.nat(1100),
        fc.integer({ min: 20, max: 600 }),
      )
      .map(([from, length, x, side]) =>
        face(from, [from, Math.min(30, from + length)], x, Math.min(side, 1280 - x), [[from + 1, from + 6]]),
      );
    const cuts = fc.array(fc.double({ min: 10.1, max: 29.9, noNaN: true }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(track, { maxLength: 5 }), cuts, (tracks, times) => {
        const borders = [10, ...times.sort((a, b) => a - b), 30];
        const shots = borders.slice(1).map((end, i) => {
          const start = borders[i] ?? 10;
          return {
            start,
            end,
            tracks: tracks.filter(({ boxes }) => (boxes[0]?.t ?? 0) >= start && (boxes[0]?.t ?? 0) < end),
          };
        });
        const { clip, quality } = plan(shots);
        const frames = clip.shots.flatMap(({ start, end }) => [[Math.round(start * 25), Math.round(end * 25)]]);
        expect(frames[0]?.[0]).toBe(250);
        expect(frames.at(-1)?.[1]).toBe(750);
        for (const [i, [start = 0]] of frames.slice(1).entries()) expect(start).toBe(frames[i]?.[1]);
        for (const { mode, path, start, end } of clip.shots) {
          expect(path).toHaveLength(mode === "fit" ? 0 : Math.round((end - start) * 25));
          for (const { x, y } of path) expect(x >= 0 && x <= 1280 - clip.w && y === 0).toBe(true);
        }
        expect(Object.values(quality).some((value) => Number.isNaN(value))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
