import { describe, expect, it } from "vitest";
import { colourChange, colourShares } from "./colours.ts";

const width = 200;
const height = 100;

/** A red ground with a blue square at a place. */
function picture(left: number): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const column = Math.floor(i / 3) % width;
    const isSquare = column >= left && column < left + 40;
    return i % 3 === 0 ? (isSquare ? 0 : 200) : i % 3 === 2 ? (isSquare ? 200 : 0) : 0;
  });
}

describe("colourChange", () => {
  it("is near 0 for a movement and near 1 for other colours", () => {
    const before = colourShares(picture(10));
    expect(before.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
    expect(colourChange(before, colourShares(picture(120)))).toBeLessThan(0.02);
    expect(colourChange(before, colourShares(new Uint8Array(width * height * 3).fill(90)))).toBeGreaterThan(0.9);
  });
});
