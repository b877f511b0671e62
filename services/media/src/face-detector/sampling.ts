import type { FrameRequest } from "../ffmpeg/decode.ts";
import type { Stretch } from "./shots.ts";

/** A media file and the size of the frames that are looked at. */
export type SampledMedia = { file: string; width: number; height: number };

/** The size of frames whose longer side is `longSide`; never larger than the media. Even, as decoders want it. */
export function sampledSize(
  media: { width: number; height: number },
  longSide: number,
): { width: number; height: number } {
  const scale = Math.min(1, longSide / Math.max(media.width, media.height));
  const even = (value: number): number => Math.max(2, 2 * Math.round((value * scale) / 2));
  return { width: even(media.width), height: even(media.height) };
}

/** Frames of a part of the media at a steady rate. */
export function sampled(
  media: SampledMedia,
  part: Stretch,
  framesPerSecond: number,
  pixelFormat: FrameRequest["pixelFormat"],
): FrameRequest {
  const { file, width, height } = media;
  return {
    file,
    width,
    height,
    pixelFormat,
    fps: framesPerSecond,
    start: part.start,
    duration: part.end - part.start,
    // Each sample is the frame that is shown at its time; ffmpeg's own rounding would take one half a step later.
    filters: [`fps=${framesPerSecond}:start_time=0:round=up`],
  };
}
