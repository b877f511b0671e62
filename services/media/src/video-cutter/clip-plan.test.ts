import { describe, expect, it } from "vitest";
import { planClip } from "./clip-plan.ts";
import { cropCommands } from "./crop-commands.ts";
import { frameRate } from "./frame-rate.ts";
import { outputSize } from "./output-size.ts";
import { pictureWorth } from "./picture-worth.ts";

const source = { width: 1280, height: 720, fps: 25 };
const output = { width: 720, height: 1280 };

describe("a clip's plan", () => {
  it("counts in frames and keeps the window within the source", () => {
    const shots = [
      {
        start: 1,
        end: 1.12,
        mode: "crop" as const,
        path: [1, 1.04, 1.08].map((t, i) => ({ t, x: 900 + 50 * i, y: -3 })),
      },
      { start: 1.12, end: 1.2, mode: "fit" as const, path: [] },
    ];
    const plan = planClip({ start_seconds: 1, end_seconds: 1.2 }, { index: 0, w: 404, h: 720, shots }, source, output);
    expect(plan).toMatchObject({ firstFrame: 25, frames: 5, window: { width: 404, height: 720 } });
    expect(plan.framings).toEqual([
      { mode: "crop", start: 0, end: 3 },
      { mode: "fit", start: 3, end: 5 },
    ]);
    expect(plan.positions.map((at) => at.x)).toEqual([876, 876, 876, 876, 876]);
    expect(plan.positions.every((at) => at.y === 0)).toBe(true);
  });

  it("finds the frame of a shot whose start is rounded", () => {
    const shots = [
      { start: 0, end: 0.333, mode: "fit" as const, path: [] },
      { start: 0.333, end: 1, mode: "crop" as const, path: [{ t: 0.333, x: 10, y: 0 }] },
    ];
    const path = { index: 0, w: 404, h: 720, shots };
    const plan = planClip({ start_seconds: 0, end_seconds: 1 }, path, { ...source, fps: 30 }, output);
    expect(plan.framings[1]).toEqual({ mode: "crop", start: 10, end: 30 });
  });

  it("shows all of the picture where there is no path", () => {
    const plan = planClip({ start_seconds: 2, end_seconds: 3 }, undefined, source, output);
    expect(plan.framings).toEqual([{ mode: "fit", start: 0, end: 25 }]);
    expect(cropCommands(plan)).toBe("");
  });

  it("commands the window only when it moves, just before the frame", () => {
    const at = (x: number, n: number) => ({ t: n / 25, x, y: 0 });
    const shots = [{ start: 0, end: 1, mode: "crop" as const, path: [at(5, 0), at(5, 1), at(7.5, 2), at(7.5, 3)] }];
    const plan = planClip({ start_seconds: 0, end_seconds: 0.16 }, { index: 0, w: 404, h: 720, shots }, source, output);
    expect(cropCommands(plan)).toBe("0.0700 crop@window x 7.50, crop@window y 0.00;\n");
  });
});

it("tells the exact rate behind a rounded one", () => {
  expect(frameRate(29.97).text).toBe("30000/1001");
  expect(frameRate(23.976).text).toBe("24000/1001");
  expect(frameRate(25)).toEqual({ perSecond: 25, text: "25" });
  expect(frameRate(12.5).text).toBe("12500/1000");
});

it("knows the pixels of each shape", () => {
  expect(outputSize({ aspect: "9:16", resolution: "720p" })).toEqual({ width: 720, height: 1280 });
  expect(outputSize({ aspect: "16:9", resolution: "1080p" })).toEqual({ width: 1920, height: 1080 });
  expect(outputSize({ aspect: "1:1", resolution: "1080p" })).toEqual({ width: 1080, height: 1080 });
});

it("finds a sharp picture better to look at than a blurred one, and that better than black or white", () => {
  const size = { width: 40, height: 60 };
  const drawn = (value: (x: number, y: number) => number) =>
    Uint8Array.from({ length: 40 * 60 }, (_, i) => value(i % 40, Math.floor(i / 40)));
  const sharp = pictureWorth(
    drawn((x) => (x % 8 < 4 ? 60 : 190)),
    size,
  );
  const blurred = pictureWorth(
    drawn((x) => 125 + 65 * Math.sin(x / 6)),
    size,
  );
  const plain = [0, 255].map((value) =>
    pictureWorth(
      drawn(() => value),
      size,
    ),
  );
  expect(sharp).toBeGreaterThan(blurred);
  expect(blurred).toBeGreaterThan(Math.max(...plain));
});
