import type { LoudnessCurve } from "../measure/loudness-curve.ts";

export type Stretch = { start: number; end: number };

/** What is known of a video apart from its words. Seconds. */
export type WordlessMaterial = {
  loudness: LoudnessCurve;
  /** Mean difference of neighbouring frames, one value a second, 0–100. */
  motion: readonly number[];
  silences: readonly Stretch[];
  /** Where something is said or taken already: left alone. In order, without overlap. */
  taken: readonly Stretch[];
};

/** Movement below this is the codec's noise on a still picture. */
export const stillPicture = 0.05;

/** Mean of one value a second over the seconds that a stretch touches. */
export function meanOver(perSecond: readonly number[], { start, end }: Stretch): number {
  const first = Math.floor(start);
  const values = perSecond.slice(first, Math.max(first + 1, Math.ceil(end)));
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
}
