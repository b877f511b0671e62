import { describe, expect, it } from "vitest";
import { sharpest } from "./cut-search.ts";

const changes = (...values: number[]) => values.map((change, k) => ({ t: k, change }));

describe("sharpest", () => {
  it("is the frame that differs much more than the others", () => {
    expect(sharpest(changes(1, 0.5, 30, 2, 11))).toBe(2);
  });

  it("is null for a swift movement, for a still picture, and for nothing", () => {
    expect(sharpest(changes(12, 14, 20, 15, 13))).toBeNull();
    expect(sharpest(changes(0, 0.2, 3, 0))).toBeNull();
    expect(sharpest([])).toBeNull();
  });
});
