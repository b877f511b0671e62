import { overlap, type Box } from "./boxes.ts";

/** The faces of one sampled frame, `t` seconds into the media. */
export type Sample = { t: number; boxes: readonly Box[] };

export type TimedBox = Box & { t: number };

export type TrackRules = {
  /** Least score with which a face begins, and which it has in two samples or more. */
  minScore: number;
  /** Longest time in seconds for which a face may be lost. */
  maxGap: number;
};

type Live = { boxes: TimedBox[]; last: TimedBox; velocity: { x: number; y: number } };

/**
 * Follows faces from sample to sample: each known face is expected where its speed takes it, and the best pairs of
 * expected and found boxes are joined first (greedy tracking by overlap, as in IOU-Tracker, Bochinski et al. 2017, with a
 * low threshold for known faces as in ByteTrack, Zhang et al. 2022). Tracks come in order of their first sample.
 */
export function trackFaces(samples: readonly Sample[], rules: TrackRules): TimedBox[][] {
  const tracks: Live[] = [];
  for (const { t, boxes } of samples) {
    const alive = tracks.filter((track) => t - track.last.t <= rules.maxGap + 1e-6);
    const joined = joinBest(alive, boxes, t);
    for (const [box, track] of joined) extend(track, { ...box, t });
    for (const box of boxes) {
      if (joined.has(box) || box.score < rules.minScore) continue;
      const first = { ...box, t };
      tracks.push({ boxes: [first], last: first, velocity: { x: 0, y: 0 } });
    }
  }
  const isSure = (track: Live): boolean => track.boxes.filter((box) => box.score >= rules.minScore).length >= 2;
  return tracks.filter(isSure).map((track) => track.boxes);
}

function joinBest(tracks: readonly Live[], boxes: readonly Box[], t: number): Map<Box, Live> {
  const pairs = tracks.flatMap((track) => {
    const expected = expectedAt(track, t);
    return boxes.map((box) => ({ track, box, affinity: affinity(expected, box, t - track.last.t) }));
  });
  const joined = new Map<Box, Live>();
  const taken = new Set<Live>();
  for (const { track, box, affinity: value } of pairs.sort((a, b) => b.affinity - a.affinity)) {
    if (value <= 0 || joined.has(box) || taken.has(track)) continue;
    joined.set(box, track);
    taken.add(track);
  }
  return joined;
}

function expectedAt({ last, velocity }: Live, t: number): Box {
  // A speed that was seen once says little about a second later.
  const seconds = Math.min(t - last.t, 0.7);
  return { ...last, x: last.x + velocity.x * seconds, y: last.y + velocity.y * seconds };
}

/** How well a found box fits an expected one: 1–2 by overlap; 0–1 where a fast face has left its own place; 0 not at all. */
function affinity(expected: Box, box: Box, seconds: number): number {
  const ratio = box.w / expected.w;
  if (ratio < 0.5 || ratio > 2) return 0;
  const shared = overlap(expected, box);
  if (shared >= 0.2) return 1 + shared;
  const away = Math.hypot(
    box.x + box.w / 2 - expected.x - expected.w / 2,
    box.y + box.h / 2 - expected.y - expected.h / 2,
  );
  const reach = (box.w + expected.w) / 2;
  return seconds <= 0.5 && ratio > 0.7 && ratio < 1.4 ? Math.max(0, 1 - away / reach) : 0;
}

function extend(track: Live, box: TimedBox): void {
  const seconds = box.t - track.last.t;
  const now = {
    x: (box.x + box.w / 2 - track.last.x - track.last.w / 2) / seconds,
    y: (box.y + box.h / 2 - track.last.y - track.last.h / 2) / seconds,
  };
  track.velocity = { x: (track.velocity.x + now.x) / 2, y: (track.velocity.y + now.y) / 2 };
  track.last = box;
  track.boxes.push(box);
}
