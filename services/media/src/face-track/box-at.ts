import type { FaceBox } from "@agentos/contracts/stages/face-detector";

/** Longest time between two samples of a face, in seconds, over which it is taken to have been there. */
export const longestGap = 1.05;

/**
 * Where a tracked face is at a time: between two samples on the straight line, up to `reach` seconds before the first and
 * after the last sample where that one is. Null where the face is not seen. `boxes` are in order of time.
 */
export function boxAt(boxes: readonly FaceBox[], t: number, reach = 0): FaceBox | null {
  const next = firstFrom(boxes, t);
  const after = boxes[next];
  const before = boxes[next - 1];
  if (!after) return before && t - before.t <= reach ? { ...before, t } : null;
  if (after.t === t) return after;
  if (!before) return after.t - t <= reach ? { ...after, t } : null;
  if (after.t - before.t > longestGap) return null;
  const share = (t - before.t) / (after.t - before.t);
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return {
    t,
    x: mix(before.x, after.x),
    y: mix(before.y, after.y),
    w: mix(before.w, after.w),
    h: mix(before.h, after.h),
    score: mix(before.score, after.score),
  };
}

/** Index of the first box at or after a time. */
function firstFrom(boxes: readonly FaceBox[], t: number): number {
  let low = 0;
  let high = boxes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((boxes[middle]?.t ?? Infinity) < t) low = middle + 1;
    else high = middle;
  }
  return low;
}
