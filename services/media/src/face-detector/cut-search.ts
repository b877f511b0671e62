import { decodeFrames } from "../ffmpeg/decode.ts";
import type { Tools } from "../ffmpeg/run.ts";
import { sampled } from "./sampling.ts";
import type { Stretch } from "./shots.ts";

const width = 64;
const height = 36;
/** A cut changes a pixel by so many levels of 256 in the mean, and so many times as much as any other frame near it. */
const leastChange = 6;
const leastContrast = 2;

/**
 * The time of the cut between two sampled frames, in seconds: the one frame that differs much more from the frame before
 * it than its neighbours do. Null where there is none, as when a face only turned away and came back.
 */
export async function searchCut(tools: Tools, file: string, fps: number, between: Stretch): Promise<number | null> {
  // From the middle between two frames: a seek to the very time of a frame may miss it.
  const start = Math.max(0, (Math.floor(between.start * fps) - 2.5) / fps);
  const part = { start, end: between.end + 2 / fps };
  const changes: { t: number; change: number }[] = [];
  let before: Uint8Array | null = null;
  await decodeFrames(tools, sampled({ file, width, height }, part, fps, "gray"), ({ t, pixels }) => {
    const shownSince = Math.floor(t * fps + 1e-3) / fps;
    if (before) changes.push({ t: shownSince, change: meanDifference(before, pixels) });
    before = Uint8Array.from(pixels);
  });
  return sharpest(changes);
}

/** The one change that stands out, or null. */
export function sharpest(changes: readonly { t: number; change: number }[]): number | null {
  const [most, second] = [...changes].sort((a, b) => b.change - a.change);
  if (!most || most.change < leastChange) return null;
  return most.change > leastContrast * (second?.change ?? 0) ? most.t : null;
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return sum / a.length;
}
