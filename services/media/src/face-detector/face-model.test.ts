import { describe, expect, it } from "vitest";
import { decode, modelSide, toInput, wholePicture } from "./face-model.ts";

const cells = 48 * 48;

describe("decode", () => {
  it("gives a box in pixels of the frame, around its cell's middle", () => {
    const offsets = new Float32Array(cells * 16);
    const logits = new Float32Array(cells).fill(-10);
    const cell = 24 * 48 + 12;
    logits[cell] = Math.log(0.8 / 0.2);
    offsets.set([4, -2, 30, 20], cell * 16);
    const [box, ...rest] = decode(offsets, logits, { x: 100, y: 50, side: modelSide * 2 }, 0.6);
    expect(rest).toEqual([]);
    expect(box?.score).toBeCloseTo(0.8);
    // The cell's middle is at (50, 98) of the model's 192; the square is twice as large.
    expect(box).toMatchObject({ x: 100 + (50 + 4 - 15) * 2, y: 50 + (98 - 2 - 10) * 2, w: 60, h: 40 });
  });

  it("leaves out what is below the threshold", () => {
    expect(
      decode(
        new Float32Array(cells * 16),
        new Float32Array(cells).fill(0.3),
        wholePicture({ width: 9, height: 9 }),
        0.6,
      ),
    ).toEqual([]);
  });
});

describe("toInput", () => {
  it("scales the picture into the middle of a square and fills the rest with black", () => {
    const [width, height] = [384, 96];
    const rgb = new Uint8Array(width * height * 3).fill(255);
    const input = new Float32Array(modelSide * modelSide * 3);
    toInput({ width, height, rgb }, wholePicture({ width, height }), input);
    const rowIs = (row: number): number => input[(row * modelSide + 96) * 3] ?? 0;
    expect([rowIs(10), rowIs(96), rowIs(180)]).toEqual([-1, 1, -1]);
    expect(input.filter((value) => value === 1)).toHaveLength(modelSide * (height / 2) * 3);
  });

  it("takes the mean of what a place covers", () => {
    const rgb = Uint8Array.from({ length: 384 * 384 * 3 }, (_, i) => (Math.floor(i / 3) % 2 === 0 ? 0 : 255));
    const input = new Float32Array(modelSide * modelSide * 3);
    toInput({ width: 384, height: 384, rgb }, wholePicture({ width: 384, height: 384 }), input);
    expect(new Set(input.map((value) => Math.round(value * 1000)))).toEqual(new Set([0]));
  });
});
