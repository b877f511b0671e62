type Stretch = { start: number; end: number };

/** Intersection over union of two stretches of time, 0–1. */
export function overlapShare(a: Stretch, b: Stretch): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  if (shared <= 0) return 0;
  return shared / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}

/**
 * Non-maximum suppression: from the best down, each one that shares no more than `most` with those taken before.
 * `most` 0 leaves no overlap at all. Cost: sorting, and `count` comparisons per candidate.
 */
export function pickBest<T extends Stretch & { score: number }>(
  candidates: readonly T[],
  count: number,
  most: number,
): T[] {
  const picked: T[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score || a.start - b.start)) {
    if (picked.length >= count) break;
    if (picked.every((other) => overlapShare(candidate, other) <= most)) picked.push(candidate);
  }
  return picked;
}
