import type { FaceTrack } from "@agentos/contracts/stages/face-detector";
import { firstSeen, lastSeen, meanWidth, prominence, reach, subjectAt, type Subject } from "./subject.ts";

type Stretch = { start: number; end: number };
export type FollowRules = {
  picture: { width: number; height: number };
  /** The axis along which faces can be out of the frame, and the frame's length on it in source pixels. */
  axis: "x" | "y";
  length: number;
  shortestHold: number;
};

/** Who is followed from a time on, in seconds. */
export type Followed = { from: number; subject: Subject };

/** Of faces that together take no more of the frame than this, all are shown. */
const togetherShare = 0.9;
/** Faces smaller than this share of the largest are background. */
const backgroundShare = 0.4;
/** Without speech another face is followed only if it is so much more prominent. */
const clearlyMore = 2;
const step = 0.1;

/**
 * Who is followed in a part of a shot: all who count, where they fit; else the one who speaks, however small; else the most
 * prominent. One is held for some time before another takes over.
 */
export function chooseSubjects(part: Stretch, tracks: readonly FaceTrack[], rules: FollowRules): Followed[] {
  const there = tracks.filter((track) => isThere(track, part.start, part.end));
  const largest = Math.max(...there.map(meanWidth));
  const speaks = (track: FaceTrack): boolean => track.speaking.length > 0;
  const counting = there.filter((track) => meanWidth(track) >= backgroundShare * largest || speaks(track));
  if (counting.length > 1 && fitTogether(part, counting, rules)) return [{ from: part.start, subject: counting }];
  return followOne(part, there, rules);
}

/** Whether the faces are there together for most of the part, and then stand close enough for one frame. */
function fitTogether(part: Stretch, tracks: readonly FaceTrack[], rules: FollowRules): boolean {
  const lengths: number[] = [];
  for (let t = part.start; t < part.end; t += step) {
    const seen = tracks.filter((track) => isThere(track, t, t));
    const area = seen.length > 1 ? subjectAt(seen, t, rules.picture) : null;
    if (area) lengths.push(rules.axis === "x" ? area.w : area.h);
  }
  if (lengths.length * step < 0.6 * (part.end - part.start)) return false;
  const widest = lengths.sort((a, b) => a - b)[Math.floor(lengths.length * 0.97)] ?? Infinity;
  return widest <= togetherShare * rules.length;
}

function followOne(part: Stretch, tracks: readonly FaceTrack[], rules: FollowRules): Followed[] {
  const { picture, shortestHold } = rules;
  const worth = new Map(tracks.map((track) => [track, prominence(track, picture)]));
  const best = (among: readonly FaceTrack[]): FaceTrack | undefined =>
    [...among].sort((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0))[0];
  const speakerAt = (t: number): FaceTrack | undefined =>
    tracks.find((one) => isThere(one, t, t) && one.speaking.some((s) => isWorth(s, shortestHold) && covers(s, t)));
  const isQuiet = tracks.every((track) => track.speaking.length === 0);
  // Who speaks first is there from the start, so that the frame has not to jump soon after the cut.
  const opening = Array.from({ length: Math.round(shortestHold / step) }, (_, k) => speakerAt(part.start + k * step));
  const first = opening.find(Boolean) ?? best(presentAt(tracks, part.start)) ?? best(tracks);
  if (!first) return [];
  const followed: Followed[] = [{ from: part.start, subject: [first] }];
  let current = first;
  let since = part.start;
  for (let k = 1; part.start + k * step < part.end; k++) {
    const t = part.start + k * step;
    const present = presentAt(tracks, t);
    const gone = t > lastSeen(current) + reach;
    const rival = speakerAt(t) ?? (gone || isQuiet ? best(present) : undefined);
    if (!rival || rival === current) continue;
    const strong = !isQuiet || (worth.get(rival) ?? 0) > clearlyMore * (worth.get(current) ?? 0);
    if (!gone && !(strong && t - since >= shortestHold)) continue;
    followed.push({ from: t, subject: [rival] });
    current = rival;
    since = t;
  }
  return followed;
}

function presentAt(tracks: readonly FaceTrack[], t: number): FaceTrack[] {
  return tracks.filter((track) => isThere(track, t, t));
}

function isThere(track: FaceTrack, from: number, to: number): boolean {
  return firstSeen(track) - reach <= to && lastSeen(track) + reach >= from;
}

function isWorth(stretch: Stretch, shortest: number): boolean {
  return stretch.end - stretch.start >= shortest;
}

function covers(stretch: Stretch, t: number): boolean {
  return t >= stretch.start && t < stretch.end;
}
