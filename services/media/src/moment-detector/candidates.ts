import { endEdge, startEdge, type EdgeRules } from "./edges.ts";
import type { Unit } from "./speech/units.ts";

/** A run of units that could be a clip: indexes of its units, both inclusive, and its ends in seconds. */
export type Candidate = { first: number; last: number; start: number; end: number };

export type LengthRules = { minSeconds: number; maxSeconds: number };

const mostStarts = 4000;
const mostEndsPerStart = 16;

/**
 * All runs of units of an allowed length; of very many, those whose starts promise most (`promise` of a unit, higher is
 * better) and evenly spread ends, so that their number stays below 64 000 for any video.
 */
export function listCandidates(
  units: readonly Unit[],
  promise: (unit: number) => number,
  lengths: LengthRules,
  edges: EdgeRules,
): Candidate[] {
  const starts = promisingStarts(units.length, promise);
  const found = starts.flatMap((first) => {
    const runs = runsFrom(first, units, lengths, edges);
    return runs.length > 0 ? spread(runs, mostEndsPerStart) : stretchedRun(first, units, lengths, edges);
  });
  return found.length > 0 ? found : starts.flatMap((first) => cutRun(first, units, lengths, edges));
}

function promisingStarts(count: number, promise: (unit: number) => number): number[] {
  const all = Array.from({ length: count }, (_, unit) => unit);
  if (count <= mostStarts) return all;
  const worth = all.map(promise);
  const best = all.sort((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0)).slice(0, mostStarts);
  return best.sort((a, b) => a - b);
}

function runsFrom(first: number, units: readonly Unit[], lengths: LengthRules, edges: EdgeRules): Candidate[] {
  const head = units[first];
  if (!head) return [];
  const start = startEdge(head.start, head.pauseBefore, edges);
  const runs: Candidate[] = [];
  for (let last = first; last < units.length; last += 1) {
    const tail = units[last];
    if (!tail || tail.end - start > lengths.maxSeconds) break;
    const end = endEdge(tail.end, tail.pauseAfter, edges);
    if (end - start >= lengths.minSeconds && end - start <= lengths.maxSeconds) runs.push({ first, last, start, end });
  }
  return runs;
}

/** Speech that is too short for a clip, with a long pause beside it: the clip takes in as much of the pause as it needs. */
function stretchedRun(first: number, units: readonly Unit[], lengths: LengthRules, edges: EdgeRules): Candidate[] {
  const head = units[first];
  if (!head) return [];
  let last = first;
  while (last + 1 < units.length && (units[last + 1]?.end ?? 0) - head.start <= lengths.maxSeconds) last += 1;
  const tail = units[last];
  if (!tail) return [];
  const start = startEdge(head.start, head.pauseBefore, edges);
  const free = Math.min(tail.pauseAfter, edges.duration - tail.end);
  const latest = Math.floor((tail.end + free) * edges.fps + 1e-6);
  const end = Math.min(latest, Math.ceil((start + lengths.minSeconds) * edges.fps - 1e-6)) / edges.fps;
  const missing = lengths.minSeconds - (end - start);
  const earlier = Math.floor((start - Math.max(0, missing)) * edges.fps + 1e-6) / edges.fps;
  if (earlier < Math.max(0, head.start - head.pauseBefore)) return [];
  const length = end - earlier;
  return length >= lengths.minSeconds - 1e-6 && length <= lengths.maxSeconds
    ? [{ first, last, start: earlier, end }]
    : [];
}

/** Where the limits leave no room for an end in a pause, as for clips of one exact length: ended at the longest length. */
function cutRun(first: number, units: readonly Unit[], lengths: LengthRules, edges: EdgeRules): Candidate[] {
  const head = units[first];
  if (!head) return [];
  const start = startEdge(head.start, head.pauseBefore, edges);
  const end = start + Math.floor(lengths.maxSeconds * edges.fps + 1e-6) / edges.fps;
  if (end > edges.duration || end - start < lengths.minSeconds - 1 / edges.fps) return [];
  const after = units.findIndex((unit) => unit.start >= end);
  return [{ first, last: (after === -1 ? units.length : after) - 1, start, end }];
}

/** At most `most` of a list, evenly spaced, the first and the last among them. */
function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  const step = (list.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => list[Math.round(i * step)]).filter((item) => item !== undefined);
}
