import { describe, expect, it } from "vitest";
import { containment, overlap, suppress } from "./boxes.ts";

const box = (x: number, y: number, side: number, score = 0.9) => ({ x, y, w: side, h: side, score });

describe("overlap and containment", () => {
  it("compare shared and whole areas", () => {
    expect(overlap(box(0, 0, 10), box(5, 0, 10))).toBeCloseTo(1 / 3);
    expect(overlap(box(0, 0, 10), box(20, 0, 10))).toBe(0);
    expect(containment(box(0, 0, 10), box(2, 2, 4))).toBe(1);
  });
});

describe("suppress", () => {
  it("blends what overlaps and keeps what is apart", () => {
    const kept = suppress([box(0, 0, 100, 0.9), box(10, 0, 100, 0.9), box(300, 0, 50, 0.7)]);
    expect(kept).toHaveLength(2);
    expect(kept[0]).toMatchObject({ x: 5, w: 100, score: 0.9 });
    expect(kept[1]).toMatchObject({ x: 300, score: 0.7 });
  });

  it("drops a part of a face that a closer look took for a face", () => {
    expect(suppress([box(0, 0, 100, 0.9), box(30, 30, 30, 0.8)])).toEqual([box(0, 0, 100, 0.9)]);
  });
});
