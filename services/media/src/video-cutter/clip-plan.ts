import type { ClipPath } from "@agentos/contracts/stages/intelligent-cropper";
import { frameRate, type FrameRate } from "./frame-rate.ts";
import type { Size } from "./output-size.ts";

/** Consecutive frames of a clip that are framed alike; frame numbers within the clip, `end` excluded. */
export type Framing = { mode: "crop" | "fit"; start: number; end: number };

/** A clip in whole frames: what to render. */
export type ClipPlan = {
  rate: FrameRate;
  /** The first frame, counted from the start of the media, and how many there are. */
  firstFrame: number;
  frames: number;
  source: Size;
  output: Size;
  /** The crop window in source pixels. */
  window: Size;
  framings: Framing[];
  /** Left and top of the window at each frame, in source pixels; in a fitted stretch the last one stays. */
  positions: { x: number; y: number }[];
};

type Source = Size & { fps: number };

/**
 * Lays a moment and its crop path on frames. Shots and path points are in seconds of the media; a frame takes the point
 * nearest to it. Without a path the whole clip is fitted.
 */
export function planClip(
  moment: { start_seconds: number; end_seconds: number },
  path: ClipPath | undefined,
  source: Source,
  output: Size,
): ClipPlan {
  const rate = frameRate(source.fps);
  const firstFrame = Math.round(moment.start_seconds * rate.perSecond);
  const frames = Math.max(1, Math.round(moment.end_seconds * rate.perSecond) - firstFrame);
  const window = {
    width: Math.max(2, Math.min(source.width, path?.w ?? source.width)),
    height: Math.max(2, Math.min(source.height, path?.h ?? source.height)),
  };
  const base = { rate, firstFrame, frames, source: { width: source.width, height: source.height }, output, window };
  const modes: Framing["mode"][] = [];
  const positions: ClipPlan["positions"] = [];
  const cursor = createPathCursor(path);
  for (let n = 0; n < frames; n += 1) {
    const here = cursor((firstFrame + n) / rate.perSecond, 0.5 / rate.perSecond);
    modes.push(here ? "crop" : "fit");
    const before = positions.at(-1) ?? {
      x: (source.width - window.width) / 2,
      y: (source.height - window.height) / 2,
    };
    positions.push(here ? within(here, source, window) : before);
  }
  return { ...base, framings: runsOf(modes), positions };
}

type Point = { x: number; y: number };

/** Answers for times that only go up: where the window is, null where the shot is fitted or there is none. */
function createPathCursor(path: ClipPath | undefined): (t: number, half: number) => Point | null {
  const shots = path?.shots ?? [];
  let shotIndex = 0;
  let pointIndex = 0;
  return (t, half) => {
    // A shot holds the frames from its start on; half a frame of room for rounded times.
    while (shotIndex + 1 < shots.length && t + half >= (shots[shotIndex + 1]?.start ?? Number.POSITIVE_INFINITY)) {
      shotIndex += 1;
      pointIndex = 0;
    }
    const shot = shots[shotIndex];
    if (!shot || shot.mode === "fit" || shot.path.length === 0) return null;
    while (
      pointIndex + 1 < shot.path.length &&
      Math.abs((shot.path[pointIndex + 1]?.t ?? 0) - t) <= Math.abs((shot.path[pointIndex]?.t ?? 0) - t)
    ) {
      pointIndex += 1;
    }
    return shot.path[pointIndex] ?? null;
  };
}

function within(point: Point, source: Size, window: Size): Point {
  return {
    x: Math.min(Math.max(0, point.x), source.width - window.width),
    y: Math.min(Math.max(0, point.y), source.height - window.height),
  };
}

function runsOf(modes: readonly Framing["mode"][]): Framing[] {
  const runs: Framing[] = [];
  modes.forEach((mode, n) => {
    const last = runs.at(-1);
    if (last?.mode === mode) last.end = n + 1;
    else runs.push({ mode, start: n, end: n + 1 });
  });
  return runs;
}
