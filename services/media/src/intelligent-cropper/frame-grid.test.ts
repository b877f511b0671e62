import { describe, expect, it } from "vitest";
import { frameAt, frameGrid, timeOf } from "./frame-grid.ts";

describe("frameGrid", () => {
  it("counts whole frames of the media", () => {
    const grid = frameGrid({ start_seconds: 10.01, end_seconds: 20.02 }, 25);
    expect(grid).toEqual({ fps: 25, first: 250, frames: 251 });
    expect(timeOf(grid, 5)).toBeCloseTo(10.2);
  });

  it("finds the frame of a cut, also when its time is rounded", () => {
    const grid = frameGrid({ start_seconds: 10, end_seconds: 20 }, 30);
    expect(frameAt(grid, 10 + 7 / 30)).toBe(7);
    expect(frameAt(grid, 10.2333)).toBe(7);
    expect(frameAt(grid, 10.2334)).toBe(7);
    expect([frameAt(grid, 3), frameAt(grid, 30)]).toEqual([0, 300]);
  });
});
