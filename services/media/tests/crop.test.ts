import type { ClipPath } from "@agentos/contracts/stages/intelligent-cropper";
import { still, swing, trembling } from "@agentos/testkit/video/motion";
import type { VideoTruth } from "@agentos/testkit/video/spec";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFaces, planPaths, shoot, type Film, type Found, type Planned } from "./faces-and-paths.ts";

const long = "We have been looking at this question for a long time now, and nobody knew the answer.";
const answer = "Well, I think that I do know it, and I am going to tell you everything about it right now.";

let film: Film;
let found: Found;
let planned: Planned;
let truth: VideoTruth;
let clip: ClipPath;

// One film for all: a moving face, two of whom one speaks, two who fit together, nobody, and one who leaves.
beforeAll(async () => {
  film = await shoot({
    scenes: [
      {
        ground: "#2f4858",
        seconds: 20,
        faces: [{ name: "ann", size: 340, at: trembling(swing({ x: 640, y: 380 }, { x: 170, y: 10 }, 18), 4) }],
      },
      {
        ground: "#d8d2c4",
        faces: [
          { name: "large", look: "dark", size: 420, at: trembling(still(330, 390), 4) },
          { name: "small", look: "pale", size: 230, at: trembling(still(1010, 400), 3) },
        ],
        speech: [
          { text: long, speaker: "small", voice: "slt" },
          { text: answer, speaker: "large", voice: "awb" },
          { text: long, speaker: "small", voice: "slt" },
        ],
      },
      {
        ground: "#405040",
        seconds: 4,
        faces: [
          { name: "left", size: 240, at: still(550, 380) },
          { name: "right", look: "pale", size: 250, at: still(730, 400) },
        ],
      },
      { ground: { from: "#405080", to: "#b0c0e0", drift: 100 }, seconds: 4 },
      { ground: "#dddddd", seconds: 11, faces: [{ name: "bob", size: 380, at: still(900, 390), to: 5 }] },
    ],
  });
  truth = film.truth;
  found = await findFaces(film);
  planned = await planPaths(film, found);
  const [first] = planned.paths.clips;
  if (!first) throw new Error("no clip");
  clip = first;
});
afterAll(() => film.close());

/** The truth's frames in a time, with the window that shows them. */
function shownIn(from: number, to: number) {
  return clip.shots
    .flatMap((shot) => shot.path)
    .filter(({ t }) => t >= from - 1e-6 && t < to - 1e-6)
    .map(({ t, x }) => ({ faces: truth.faces[Math.round(t * truth.fps)] ?? [], left: x, right: x + clip.w }));
}

function shareHolding(shown: ReturnType<typeof shownIn>, names: string[]): number {
  const held = shown.filter(({ faces, left, right }) =>
    names.every((name) => faces.some((face) => face.name === name && face.x >= left && face.x + face.w <= right)),
  );
  return held.length / shown.length;
}

describe("intelligent_cropper", () => {
  it("holds a moving face in a full-height crop, slowly and with few turns", () => {
    const shown = shownIn(0, 20);
    expect(shown).toHaveLength(500);
    expect([clip.w, clip.h]).toEqual([406, 720]);
    expect(shareHolding(shown, ["ann"])).toBeGreaterThanOrEqual(0.95);
    const steps = shown.slice(1).map(({ left }, n) => left - (shown[n]?.left ?? 0));
    expect(Math.max(...steps.map(Math.abs)) * 25 * (720 / 406)).toBeLessThanOrEqual(60);
    const directions = steps.filter((step) => Math.abs(step) > 0.01).map(Math.sign);
    const turns = directions.slice(1).filter((direction, n) => direction !== directions[n]).length;
    expect(turns / 20).toBeLessThanOrEqual(0.13);
  });

  it("follows the one who speaks, also when it is the smaller", () => {
    for (const speech of truth.speech) {
      expect(shareHolding(shownIn(speech.start, speech.end), [speech.speaker ?? ""])).toBeGreaterThan(0.85);
    }
  });

  it("frames two who fit together", () => {
    const [, , start = 0, end = 0] = [0, ...truth.cuts];
    expect(shareHolding(shownIn(start, end), ["left", "right"])).toBe(1);
  });

  it("shows the whole picture where nobody is, also within a shot", () => {
    const fitted = clip.shots.filter(({ mode }) => mode === "fit");
    expect(fitted).toHaveLength(2);
    const [, , , empty = 0, last = 0] = [0, ...truth.cuts];
    expect(fitted[0]?.start).toBeCloseTo(empty, 2);
    expect(fitted[0]?.end).toBeCloseTo(last, 2);
    expect(fitted[1]?.start).toBeGreaterThan(last + 4.5);
    expect(fitted[1]?.start).toBeLessThan(last + 6);
    expect(shareHolding(shownIn(last, last + 4.9), ["bob"])).toBe(1);
  });

  it("frames anew at each cut, to the frame", () => {
    for (const cut of truth.cuts) {
      expect(Math.min(...clip.shots.map(({ start }) => Math.abs(start - cut)))).toBeLessThan(0.001);
    }
  });

  it("measures what it says", () => {
    const quality = planned.output.clips[0]?.quality;
    expect(quality).toMatchObject({ framing: "mixed", note: expect.stringContaining("without a face") });
    expect(quality?.face_inside_share).toBeGreaterThanOrEqual(0.95);
    expect(quality?.max_travel_px_per_s).toBeLessThanOrEqual(60);
    expect(quality?.reversals_per_s).toBeLessThanOrEqual(0.13);
  });

  it("leaves a wide clip as it is, and moves a square one", async () => {
    const wide = await planPaths(film, found, { aspect: "16:9" });
    expect(wide.output.clips[0]?.quality).toMatchObject({ framing: "cropped", face_inside_share: 1, note: null });
    expect(wide.paths.clips[0]).toMatchObject({ w: 1280, h: 720 });
    const square = await planPaths(film, found, { aspect: "1:1", resolution: "1080p" });
    expect(square.paths.clips[0]).toMatchObject({ w: 720, h: 720 });
    expect(square.output.clips[0]?.quality.face_inside_share).toBeGreaterThanOrEqual(0.95);
  });
});
