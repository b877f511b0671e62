import { describe, expect, it } from "vitest";
import { boxAt, longestGap } from "./box-at.ts";

const box = (t: number, x: number) => ({ t, x, y: 10, w: 20, h: 20, score: 0.8 });
const boxes = [box(1, 100), box(2, 200), box(2 + longestGap + 1, 300)];

describe("boxAt", () => {
  it("lies on the line between two samples", () => {
    expect(boxAt(boxes, 1.25)).toMatchObject({ t: 1.25, x: 125, w: 20 });
    expect(boxAt(boxes, 2)).toMatchObject({ x: 200 });
  });

  it("is null in a longer gap", () => {
    expect(boxAt(boxes, 3)).toBeNull();
  });

  it("goes a little beyond both ends where that is asked for", () => {
    expect(boxAt(boxes, 0.8)).toBeNull();
    expect(boxAt(boxes, 0.8, 0.3)).toMatchObject({ x: 100 });
    expect(boxAt(boxes, 4.2, 0.3)).toMatchObject({ x: 300 });
    expect(boxAt(boxes, 4.5, 0.3)).toBeNull();
    expect(boxAt([], 1, 5)).toBeNull();
  });
});
