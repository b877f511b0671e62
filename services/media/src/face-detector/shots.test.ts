import { describe, expect, it } from "vitest";
import { changedAtOnce, replacedAtOnce, splitAt } from "./shots.ts";

const track = (...times: number[]) => times.map((t) => ({ t, x: 0, y: 0, w: 10, h: 10, score: 0.9 }));

describe("splitAt", () => {
  it("splits at the cuts inside, in order, and not at its own ends", () => {
    expect(splitAt({ start: 2, end: 10 }, [7, 2, 4, 4, 10, 1, 12])).toEqual([
      { start: 2, end: 4 },
      { start: 4, end: 7 },
      { start: 7, end: 10 },
    ]);
    expect(splitAt({ start: 2, end: 10 }, [])).toEqual([{ start: 2, end: 10 }]);
  });
});

describe("replacedAtOnce", () => {
  const times = [0, 1, 2, 3];

  it("tells where all faces go and others come", () => {
    expect(replacedAtOnce([track(0, 1), track(0, 1), track(2, 3)], times)).toEqual([{ start: 1, end: 2 }]);
  });

  it("is silent where one stays, or where none comes", () => {
    expect(replacedAtOnce([track(0, 1), track(2, 3), track(0, 1, 2, 3)], times)).toEqual([]);
    expect(replacedAtOnce([track(0, 1)], times)).toEqual([]);
  });
});

describe("changedAtOnce", () => {
  it("suspects a cut where the colours change, unless it is known", () => {
    const samples = [0, 0.01, 0.4, 0.02, 0.3].map((change, k) => ({ t: k, change }));
    expect(changedAtOnce(samples, [3.5])).toEqual([{ start: 1, end: 2 }]);
    expect(changedAtOnce(samples, [])).toEqual([
      { start: 1, end: 2 },
      { start: 3, end: 4 },
    ]);
  });
});
