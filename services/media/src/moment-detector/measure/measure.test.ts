import { describe, expect, it } from "vitest";
import { createMetadataReader } from "./frame-metadata.ts";
import { createLoudnessCurve } from "./loudness-curve.ts";
import { createPerSecond } from "./per-second.ts";

describe("the reader of ffmpeg's frame metadata", () => {
  it("finds times and values in pieces that end anywhere", () => {
    const text =
      "frame:0    pts:0       pts_time:0\nlavfi.scd.mafd=1.5\nlavfi.r128.M=nan\nframe:1    pts:512     pts_time:0.04\nlavfi.scd.mafd=-2\n";
    for (let length = 1; length < 40; length += 7) {
      const seen: [number, string, number][] = [];
      const read = createMetadataReader((...one) => seen.push(one));
      for (let at = 0; at < text.length; at += length) read(Buffer.from(text.slice(at, at + length)));
      expect(seen).toEqual([
        [0, "lavfi.scd.mafd", 1.5],
        [0.04, "lavfi.scd.mafd", -2],
      ]);
    }
  });
});

describe("means per second", () => {
  it("are null where nothing was measured, and leave out what is beyond the end", () => {
    const values = createPerSecond(2.5);
    values.add(0.2, 1);
    values.add(0.9, 3);
    values.add(2.4, 7);
    values.add(3, 100);
    values.add(-1, 100);
    expect(values.means()).toEqual([2, null, 7]);
  });
});

describe("a loudness curve", () => {
  const curve = createLoudnessCurve([-20, -20, null, -10, -10, null]);

  it("averages by power, and leaves silence out", () => {
    expect(curve.mean(0, 2)).toBeCloseTo(-20);
    expect(curve.mean(0, 6)).toBeCloseTo(-12.6, 1);
    expect(curve.mean(2, 3)).toBeNull();
    expect(curve.meanOutside(3, 5)).toBeCloseTo(-20);
  });

  it("tells its variation and how much of it is heard", () => {
    expect(curve.deviation(0, 6)).toBeCloseTo(5);
    expect(curve.deviation(0, 2)).toBeCloseTo(0);
    expect(curve.audibleShare(0, 6)).toBeCloseTo(4 / 6);
    expect(createLoudnessCurve([null]).audible).toBe(false);
  });
});
