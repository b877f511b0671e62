import type { TimedBox } from "./tracks.ts";

/** A stretch between two cuts, in seconds, `end` excluded. */
export type Stretch = { start: number; end: number };

/** Splits a stretch at the cuts that lie in it. */
export function splitAt(stretch: Stretch, cuts: readonly number[]): Stretch[] {
  const inside = cuts.filter((cut) => cut > stretch.start + 1e-3 && cut < stretch.end - 1e-3).sort((a, b) => a - b);
  const borders = [stretch.start, ...new Set(inside), stretch.end];
  return borders.slice(1).map((end, index) => ({ start: borders[index] ?? stretch.start, end }));
}

/**
 * Where all faces are replaced by others from one sample to the next: a cut that the scene detector may have missed. Gives
 * the times of both samples.
 */
export function replacedAtOnce(tracks: readonly (readonly TimedBox[])[], times: readonly number[]): Stretch[] {
  const spans = tracks.map((boxes) => ({ first: boxes[0]?.t ?? 0, last: boxes.at(-1)?.t ?? 0 }));
  return times.slice(1).flatMap((after, index) => {
    const before = times[index] ?? after;
    const goes = spans.some((span) => span.last === before);
    const comes = spans.some((span) => span.first === after);
    const stays = spans.some((span) => span.first <= before && span.last >= after);
    return goes && comes && !stays ? [{ start: before, end: after }] : [];
  });
}

/** Share of the colours that has to change; a wrong suspicion costs a look at a third of a second. */
const leastChange = 0.12;

/** Where the colours change from one sample to the next and no cut is known: one may have been missed there. */
export function changedAtOnce(samples: readonly { t: number; change: number }[], cuts: readonly number[]): Stretch[] {
  return samples.slice(1).flatMap(({ t, change }, index) => {
    const start = samples[index]?.t ?? t;
    const known = cuts.some((cut) => cut > start - 1e-3 && cut <= t + 1e-3);
    return change >= leastChange && !known ? [{ start, end: t }] : [];
  });
}
