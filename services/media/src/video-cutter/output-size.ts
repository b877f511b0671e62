import type { Aspect, JobOptions } from "@agentos/contracts/job-options";

export type Size = { width: number; height: number };

const shapes: Record<Aspect, { width: number; height: number }> = {
  "9:16": { width: 9, height: 16 },
  "1:1": { width: 1, height: 1 },
  "16:9": { width: 16, height: 9 },
};
const shortSides: Record<JobOptions["resolution"], number> = { "720p": 720, "1080p": 1080 };

/** Pixels of a clip; both even, as H.264 with 4:2:0 colour needs. */
export function outputSize(options: Pick<JobOptions, "aspect" | "resolution">): Size {
  const shape = shapes[options.aspect];
  const unit = shortSides[options.resolution] / Math.min(shape.width, shape.height);
  return { width: 2 * Math.round((shape.width * unit) / 2), height: 2 * Math.round((shape.height * unit) / 2) };
}
