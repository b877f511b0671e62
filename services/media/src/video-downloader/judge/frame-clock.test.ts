import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameClock, type Rhythm } from "./frame-clock.ts";

function rhythmOf(times: readonly number[], duration = 0.04): Rhythm {
  const clock = new FrameClock();
  for (const time of times) clock.add(time, duration);
  return clock.rhythm();
}

const every = (seconds: number, frames: number): number[] =>
  Array.from({ length: frames }, (_, index) => index * seconds);

describe("FrameClock", () => {
  it("tells a constant rate exactly, from any start", () => {
    const rates = fc.constantFrom(10, 12.5, 24_000 / 1001, 25, 30_000 / 1001, 30, 50, 60_000 / 1001, 60, 120);
    fc.assert(
      fc.property(
        rates,
        fc.integer({ min: 2, max: 500 }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (fps, frames, start) => {
          const { constant, ...rhythm } = rhythmOf(
            every(1 / fps, frames).map((time) => start + time),
            1 / fps,
          );
          expect(constant).toBe(true);
          expect(rhythm.frames).toBe(frames);
          expect(rhythm.fps).toBeCloseTo(fps, 3);
          expect(rhythm.start).toBeCloseTo(start, 9);
          expect(rhythm.end).toBeCloseTo(start + frames / fps, 6);
        },
      ),
    );
  });

  it("sees through the order of decoding and the rounding of containers", () => {
    // Groups of four frames: the last one is decoded first.
    const decoded = every(1 / 30, 300).map(
      (_, index, times) => times[index - (index % 4) + ([3, 0, 2, 1][index % 4] ?? 0)] ?? 0,
    );
    const rhythm = rhythmOf(decoded.map((time) => Math.round(time * 1000) / 1000));
    expect(rhythm.constant).toBe(true);
    expect(rhythm.fps).toBeCloseTo(30, 1);
  });

  it("finds a rate that changes, frames that come twice, and gaps", () => {
    expect(rhythmOf([...every(0.04, 50), ...every(0.02, 50).map((time) => 2 + time)]).constant).toBe(false);
    expect(rhythmOf(every(0.04, 50).flatMap((time) => [time, time])).constant).toBe(false);
    expect(rhythmOf(every(0.04, 100).filter((_, index) => index % 10 !== 5)).constant).toBe(false);
    expect(rhythmOf(every(0.04, 100).filter((_, index) => index !== 50))).toMatchObject({
      constant: true,
      fps: expect.closeTo(25),
    });
  });

  it("has no rate with fewer than two frames", () => {
    expect(rhythmOf([])).toEqual({ frames: 0, start: 0, end: 0, fps: 0, constant: true });
    expect(rhythmOf([1])).toEqual({ frames: 1, start: 1, end: 1.04, fps: 0, constant: true });
  });
});
