import { describe, expect, it } from "vitest";
import { sampledSize } from "./sampling.ts";

describe("sampledSize", () => {
  it("scales the longer side and keeps the shape, in even numbers", () => {
    expect(sampledSize({ width: 1280, height: 720 }, 640)).toEqual({ width: 640, height: 360 });
    expect(sampledSize({ width: 1080, height: 1920 }, 640)).toEqual({ width: 360, height: 640 });
    expect(sampledSize({ width: 853, height: 480 }, 640)).toEqual({ width: 640, height: 360 });
  });

  it("never enlarges", () => {
    expect(sampledSize({ width: 320, height: 180 }, 640)).toEqual({ width: 320, height: 180 });
  });
});
