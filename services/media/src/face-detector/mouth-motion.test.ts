import { describe, expect, it } from "vitest";
import { facePatch, mouthMotion, type GrayFrame } from "./mouth-motion.ts";

const [width, height] = [320, 240];

/** A face of dark eyes and a mouth that is so many pixels open. */
function frame(x: number, y: number, side: number, open: number, light = 0): GrayFrame {
  const pixels = new Uint8Array(width * height).fill(180 + light);
  const rectangle = (left: number, top: number, w: number, h: number, level: number): void => {
    for (let row = Math.round(top); row < top + h; row++) {
      for (let column = Math.round(left); column < left + w; column++) pixels[row * width + column] = level + light;
    }
  };
  for (const eye of [0.25, 0.6]) rectangle(x + side * eye, y + side * 0.28, side * 0.14, side * 0.08, 30);
  rectangle(x + side * 0.35, y + side * 0.76 - open / 2, side * 0.3, 3 + open, 60);
  return { width, height, pixels };
}

const face = (x: number, y: number, side: number) => ({ x, y, w: side, h: side });

describe("mouthMotion", () => {
  const before = facePatch(frame(80, 60, 100, 0), face(80, 60, 100));

  it("is large where the mouth opens and nothing else changes", () => {
    expect(mouthMotion(before, frame(80, 60, 100, 14), face(80, 60, 100))).toBeGreaterThan(0.2);
  });

  it("is near zero for a face that moves, whose box is off, or that gets lighter all over", () => {
    for (const [now, box] of [
      [frame(84, 62, 100, 0), face(84, 62, 100)],
      [frame(80, 60, 100, 0), face(83, 58, 100)],
      [frame(80, 60, 100, 0, 20), face(80, 60, 100)],
    ] as const) {
      expect(Math.abs(mouthMotion(before, now, box))).toBeLessThan(0.08);
    }
  });

  it("does not depend on the size of the face", () => {
    const small = facePatch(frame(80, 60, 60, 0), face(80, 60, 60));
    const opens = mouthMotion(small, frame(80, 60, 60, 9), face(80, 60, 60));
    const opensLarge = mouthMotion(before, frame(80, 60, 100, 15), face(80, 60, 100));
    expect(opens / opensLarge).toBeGreaterThan(0.6);
    expect(opens / opensLarge).toBeLessThan(1.6);
  });
});
