import type { CropWindow } from "./crop-window.ts";
import { ease } from "./ease.ts";
import { countReversals, topSpeed } from "./movement.ts";
import { tautPath } from "./taut-path.ts";
import { idealPlace, tubeAround, type Course } from "./tube.ts";

export type PathRules = { deadZone: number; maxTravel: number; maxReversals: number };

/**
 * How far the subject may stand from its ideal place, as multiples of the dead zone: closer while the window has to move
 * anyway, and ever further where the movement would be faster or less steady than wanted.
 */
const widest = 4;
const zones = [0.5, 0.75, 1, 1.5, 2, widest];
/** Shares of the room around the subject that are left at last, if that makes the movement calm. */
const tightRooms = [0.7, 0.4];
/** Seconds over which a start or a stop is spread, softest first. */
const softness = [0.45, 0.3, 0.2, 0.1, 0];
/** Share of the frames that a softer movement may lose. */
const softnessCost = 0.005;

/**
 * The window's left (or top) in each frame of a take, in source pixels: still where it can be, else the calmest path that
 * holds the subject, with soft corners. Holding the subject goes before calmness.
 */
export function planTake(course: Course, window: CropWindow, fps: number, rules: PathRules): Float64Array {
  const limit = window.sourceLength - window.length;
  const places = course.flatMap((span) => (span ? [idealPlace(span, window)] : []));
  const rest = places.length > 0 ? median(places) : limit / 2;
  const through = (zone: number, room: number): Float64Array =>
    tautPath(tubeAround(course, window, zone * rules.deadZone, room), rest);
  const still = through(1, 1);
  const ways = [
    ...zones.map((zone) => () => through(zone, 1)),
    ...tightRooms.map((room) => () => through(widest, room)),
  ];
  const calm = (path: Float64Array): boolean => isCalm(path, window, fps, rules);
  const path = topSpeed(still, fps) === 0 ? still : (firstThat(ways, calm) ?? through(widest, 1));
  const held = heldShare(path, course, window);
  for (const seconds of softness) {
    const soft = ease(path, seconds * fps);
    if (heldShare(soft, course, window) >= held - softnessCost) return soft.map((value) => within(value, limit));
  }
  return path;
}

/** Plans one way after the other until one is as wanted. */
function firstThat(
  ways: readonly (() => Float64Array)[],
  isWanted: (path: Float64Array) => boolean,
): Float64Array | null {
  for (const way of ways) {
    const path = way();
    if (isWanted(path)) return path;
  }
  return null;
}

function isCalm(path: Float64Array, window: CropWindow, fps: number, rules: PathRules): boolean {
  const turns = countReversals(path) / (path.length / fps);
  return topSpeed(path, fps) * window.scale <= rules.maxTravel && turns <= rules.maxReversals;
}

/** Share of the frames with a subject in which it is wholly in the window. */
function heldShare(path: Float64Array, course: Course, window: CropWindow): number {
  let held = 0;
  let seen = 0;
  for (const [n, span] of course.entries()) {
    if (!span) continue;
    const start = path[n] ?? 0;
    seen++;
    if (span.from >= start - 0.5 && span.to <= start + window.length + 0.5) held++;
  }
  return seen === 0 ? 1 : held / seen;
}

function within(value: number, limit: number): number {
  return Math.min(limit, Math.max(0, value));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
