import { firstAtOrAfter, type EdgeRules } from "../edges.ts";
import type { Wish } from "../proposal.ts";
import { meanOver, stillPicture, type Stretch, type WordlessMaterial } from "./material.ts";

const mostBoundaries = 4000;
const mostEndsPerStart = 12;

/** Windows of an allowed length between cuts, pauses and what is taken, or on a grid where those lie too far apart. */
export function listWindows(material: WordlessMaterial, edges: EdgeRules, wish: Wish, preferred: number): Stretch[] {
  const bounds = boundaries(material, edges, wish, preferred);
  const takenEnds = material.taken.map((t) => t.end);
  const isFree = (w: Stretch): boolean => {
    const next = material.taken[firstAtOrAfter(takenEnds, w.start + 1e-6)];
    return next === undefined || next.start >= w.end - 1e-6;
  };
  return bounds.flatMap((start) => {
    const from = firstAtOrAfter(bounds, start + wish.minSeconds - 1e-6);
    const until = firstAtOrAfter(bounds, start + wish.maxSeconds + 1e-6);
    const step = Math.max(1, Math.ceil((until - from) / mostEndsPerStart));
    const windows: Stretch[] = [];
    for (let i = from; i < until; i += step) windows.push({ start, end: bounds[i] ?? start });
    return windows.filter((w) => isFree(w) && isLively(w, material, edges));
  });
}

/** Cuts inside a window, not those that it begins or ends with. */
export function cutsWithin(w: Stretch, cuts: readonly number[]): number {
  return Math.max(0, firstAtOrAfter(cuts, w.end - 0.2) - firstAtOrAfter(cuts, w.start + 0.2));
}

/** Something is to be seen or heard. */
function isLively(w: Stretch, material: WordlessMaterial, edges: EdgeRules): boolean {
  return (
    cutsWithin(w, edges.cuts) > 0 ||
    meanOver(material.motion, w) > stillPicture ||
    material.loudness.audibleShare(w.start, w.end) > 0.5
  );
}

/** Places on frames where a clip may begin or end, in order. */
function boundaries(material: WordlessMaterial, edges: EdgeRules, wish: Wish, preferred: number): number[] {
  const pad = edges.padding;
  // A silence at either end of the video is no pause between two sounds.
  const pauses = material.silences.flatMap((s) => [
    ...(s.end < edges.duration - pad ? [Math.max(s.start, s.end - pad)] : []),
    ...(s.start > pad ? [Math.min(s.end, s.start + pad)] : []),
  ]);
  const taken = material.taken.flatMap((s) => [s.start, s.end]);
  const natural = thinned([...edges.cuts, ...pauses, ...taken, 0, edges.duration]).sort((a, b) => a - b);
  const grid: number[] = [];
  for (const [i, at] of natural.entries()) {
    const next = natural[i + 1] ?? at;
    if (next - at <= Math.min(wish.maxSeconds, 2 * preferred)) continue;
    for (let t = at + preferred; t < next; t += preferred) grid.push(t);
  }
  const onFrames = [...natural, ...grid]
    .filter((t) => t >= 0 && t <= edges.duration)
    .map((t) => Math.floor(t * edges.fps + 1e-6) / edges.fps);
  return [...new Set(onFrames)].sort((a, b) => a - b);
}

function thinned(values: readonly number[]): number[] {
  if (values.length <= mostBoundaries) return [...values];
  const step = values.length / mostBoundaries;
  return Array.from({ length: mostBoundaries }, (_, i) => values[Math.floor(i * step)] ?? 0);
}
