import { describe, expect, it } from "vitest";
import { cropWindow } from "./crop-window.ts";

const window = (
  width: number,
  height: number,
  aspect: "9:16" | "1:1" | "16:9",
  resolution: "720p" | "1080p" = "720p",
) => cropWindow({ width, height }, { aspect, resolution });

describe("cropWindow", () => {
  it("is as high as a wide source", () => {
    expect(window(1280, 720, "9:16")).toMatchObject({ w: 406, h: 720, axis: "x", length: 406, sourceLength: 1280 });
    expect(window(1920, 1080, "1:1")).toMatchObject({ w: 1080, h: 1080, axis: "x" });
  });

  it("is the whole source where the shapes agree", () => {
    expect(window(1280, 720, "16:9")).toMatchObject({ w: 1280, h: 720 });
    expect(window(1080, 1920, "9:16")).toMatchObject({ w: 1080, h: 1920 });
  });

  it("is as wide as a narrow source, and moves up and down", () => {
    expect(window(720, 1280, "1:1")).toMatchObject({ w: 720, h: 720, axis: "y", length: 720, sourceLength: 1280 });
  });

  it("tells how many pixels of the clip a pixel of the source becomes", () => {
    expect(window(1920, 1080, "9:16", "1080p").scale).toBeCloseTo(1080 / 608);
    expect(window(1280, 720, "16:9", "720p").scale).toBe(1);
  });

  it("is even and within the source for odd sizes", () => {
    for (const [width, height] of [
      [853, 479],
      [641, 361],
      [99, 177],
    ] as const) {
      for (const aspect of ["9:16", "1:1", "16:9"] as const) {
        const { w, h } = window(width, height, aspect);
        expect([w % 2, h % 2, w <= width, h <= height]).toEqual([0, 0, true, true]);
      }
    }
  });
});
