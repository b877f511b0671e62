import { describe, expect, it } from "vitest";
import { chooseSubjects } from "./choose-subject.ts";
import { face } from "./tracks.fixture.ts";

const rules = { picture: { width: 1280, height: 720 }, axis: "x" as const, length: 406, shortestHold: 1.5 };
const part = { start: 0, end: 20 };
const idsOf = (tracks: Parameters<typeof chooseSubjects>[1]) =>
  chooseSubjects(part, tracks, rules).map(({ from, subject }) => [
    Number(from.toFixed(1)),
    ...subject.map((track) => track.id),
  ]);

describe("chooseSubjects", () => {
  it("frames two who fit together", () => {
    expect(idsOf([face(1, [0, 20], 500, 150), face(2, [0, 20], 680, 140)])).toEqual([[0, 1, 2]]);
  });

  it("follows the one who speaks, also when it is the smaller, and changes with the speaker", () => {
    const large = face(1, [0, 20], 100, 260, [[8, 14]]);
    const small = face(2, [0, 20], 1000, 110, [
      [0.3, 7.6],
      [14.5, 20],
    ]);
    expect(idsOf([large, small])).toEqual([
      [0, 2],
      [8, 1],
      [14.5, 2],
    ]);
  });

  it("shows who speaks first from the start", () => {
    expect(idsOf([face(1, [0, 20], 100, 260), face(2, [0, 20], 1000, 150, [[1.2, 20]])])).toEqual([[0, 2]]);
  });

  it("does not jump for a word thrown in", () => {
    const main = face(1, [0, 20], 100, 200, [[0, 20]]);
    expect(idsOf([main, face(2, [0, 20], 1000, 200, [[5, 6]])])).toEqual([[0, 1]]);
  });

  it("follows the most prominent where nobody speaks, and another one when that leaves", () => {
    expect(idsOf([face(1, [0, 20], 50, 120), face(2, [0, 20], 560, 200)])).toEqual([[0, 2]]);
    const changed = idsOf([face(1, [0, 9], 560, 200), face(2, [0, 20], 50, 120)]);
    expect(changed.map(([, id]) => id)).toEqual([1, 2]);
    expect(changed[1]?.[0]).toBeCloseTo(9.4, 0);
  });

  it("turns to somebody far more prominent who comes in", () => {
    const changed = idsOf([face(1, [0, 20], 1100, 50), face(2, [6, 20], 560, 220)]);
    expect(changed.map(([, id]) => id)).toEqual([1, 2]);
  });

  it("does not count the background in", () => {
    expect(idsOf([face(1, [0, 20], 500, 200), face(2, [0, 20], 720, 40)])).toEqual([[0, 1]]);
  });
});
