import { describe, expect, it } from "vitest";
import { countReversals, topSpeed } from "./movement.ts";

describe("movement", () => {
  it("measures the fastest step", () => {
    expect(topSpeed([0, 1, 3, 3], 25)).toBe(50);
    expect(topSpeed([5], 25)).toBe(0);
  });

  it("counts changes of direction, not trembling", () => {
    expect(countReversals([0, 5, 10, 6, 2, 8])).toBe(2);
    expect(countReversals([0, 5, 4.8, 5.1, 10])).toBe(0);
    expect(countReversals([3, 3, 3])).toBe(0);
    // Slow turns count too, though each step is small.
    expect(countReversals([...Array(20).keys()].map((n) => (n < 10 ? n * 0.2 : (20 - n) * 0.2)))).toBe(1);
  });
});
