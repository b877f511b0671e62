import type { FaceTrack } from "@agentos/contracts/stages/face-detector";
import { firstSeen, lastSeen, reach } from "./subject.ts";

/** A part of a shot, in seconds, in which there is somebody or nobody. */
export type Part = { start: number; end: number; present: boolean };

/** A shorter visit, in seconds, is not worth a change of framing, unless it is most of the shot. */
const shortestVisit = 1.5;

/**
 * Divides a shot into parts with and without faces. Nobody is missed for less than `longestAbsence` seconds: the frame waits
 * where it is.
 */
export function partsOf(
  shot: { start: number; end: number },
  tracks: readonly FaceTrack[],
  longestAbsence: number,
): Part[] {
  const visits = mergeVisits(shot, tracks, longestAbsence).filter(
    ({ start, end }) => end - start >= Math.min(shortestVisit, (shot.end - shot.start) / 2),
  );
  const parts: Part[] = [];
  let from = shot.start;
  for (const visit of visits) {
    if (visit.start > from) parts.push({ start: from, end: visit.start, present: false });
    parts.push({ ...visit, present: true });
    from = visit.end;
  }
  if (from < shot.end) parts.push({ start: from, end: shot.end, present: false });
  return parts;
}

function mergeVisits(
  shot: { start: number; end: number },
  tracks: readonly FaceTrack[],
  longestAbsence: number,
): { start: number; end: number }[] {
  const seen = tracks
    .map((track) => ({ start: firstSeen(track) - reach, end: lastSeen(track) + reach }))
    .sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of seen) {
    const before = merged.at(-1);
    if (before && start - before.end < longestAbsence) before.end = Math.max(before.end, end);
    else merged.push({ start, end });
  }
  // A face that comes soon after the cut, or leaves shortly before the next, is there for the whole shot.
  return merged.map(({ start, end }) => ({
    start: start - shot.start < longestAbsence ? shot.start : start,
    end: shot.end - end < longestAbsence ? shot.end : end,
  }));
}
