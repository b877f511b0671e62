import { describe, expect, it } from "vitest";
import { partsOf } from "./presence.ts";
import { face } from "./tracks.fixture.ts";

const shot = { start: 0, end: 30 };
const parts = (...tracks: ReturnType<typeof face>[]) =>
  partsOf(shot, tracks, 3).map(({ start, end, present }) => [Math.round(start), Math.round(end), present]);

describe("partsOf", () => {
  it("is one part for a face that is there, with short absences", () => {
    expect(parts(face(1, [0, 12], 0, 100), face(2, [14, 29], 0, 100))).toEqual([[0, 30, true]]);
  });

  it("divides the shot where nobody is there for long", () => {
    expect(parts(face(1, [0, 10], 0, 100))).toEqual([
      [0, 10, true],
      [10, 30, false],
    ]);
    expect(parts()).toEqual([[0, 30, false]]);
  });

  it("takes no notice of a short visit", () => {
    expect(parts(face(1, [12, 12.4], 0, 100))).toEqual([[0, 30, false]]);
  });

  it("counts a face in a short shot", () => {
    expect(partsOf({ start: 0, end: 1 }, [face(1, [0, 0.7], 0, 100)], 3)).toEqual([
      { start: 0, end: 1, present: true },
    ]);
  });
});
