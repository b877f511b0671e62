import type { JobOptions } from "@agentos/contracts/job-options";

type Size = { width: number; height: number };

/** The window that is cut out of the source, and the one axis along which it can move. */
export type CropWindow = {
  /** Pixels of the source; even, as colour is stored at half the size. */
  w: number;
  h: number;
  axis: "x" | "y";
  /** The window's length along the axis, and the source's. */
  length: number;
  sourceLength: number;
  /** Pixels of the clip per pixel of the source. */
  scale: number;
};

const shapes: Record<JobOptions["aspect"], number> = { "9:16": 9 / 16, "1:1": 1, "16:9": 16 / 9 };
const shortSides: Record<JobOptions["resolution"], number> = { "720p": 720, "1080p": 1080 };

/** The largest window of the clip's shape in the source: as high as the source, or as wide where that is narrower. */
export function cropWindow(source: Size, options: Pick<JobOptions, "aspect" | "resolution">): CropWindow {
  const shape = shapes[options.aspect];
  const wide = source.width / source.height >= shape;
  const w = wide ? evenUpTo(source.height * shape, source.width) : evenUpTo(source.width, source.width);
  const h = wide ? evenUpTo(source.height, source.height) : evenUpTo(source.width / shape, source.height);
  const scale = shortSides[options.resolution] / Math.min(w, h);
  return wide
    ? { w, h, axis: "x", length: w, sourceLength: source.width, scale }
    : { w, h, axis: "y", length: h, sourceLength: source.height, scale };
}

function evenUpTo(value: number, limit: number): number {
  const even = 2 * Math.round(value / 2);
  return Math.max(2, even > limit ? even - 2 : even);
}
