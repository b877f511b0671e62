import { decibelsOf, levelAt, levelRate } from "./level-meter.ts";

/** A stretch in seconds. */
export type Stretch = { start: number; end: number };

/** Quieter than this is no sound at all, and says nothing of a room's noise. */
const digitalSilence = -80;
/** Where even the loudest hundredth stays below, nobody speaks. */
const nothingAudible = -60;
/** Silence is at least this far below the loud parts, and no more than that above the room's noise. */
const belowSpeech = 30;
const aboveNoise = 6;
const leastContrast = 10;
/** A gap inside a word, before a plosive, is shorter. */
const shortestSilence = 0.1;

/** Whether there is anything to listen to. */
export function isSilent(levels: Uint8Array): boolean {
  return levelAt(levels, 0.99) < nothingAudible;
}

/**
 * Finds the stretches in which nobody speaks. The threshold follows the recording: above its noise, well below its speech; a
 * fixed one finds no pause in a noisy room.
 */
export function findSilences(levels: Uint8Array): Stretch[] {
  const seconds = levels.length / levelRate;
  if (levels.length === 0) return [];
  if (isSilent(levels)) return [{ start: 0, end: seconds }];
  const speech = levelAt(levels, 0.95, digitalSilence);
  const noise = levelAt(levels, 0.1, digitalSilence);
  const threshold = Math.min(Math.max(noise + aboveNoise, speech - belowSpeech), speech - leastContrast);
  const silences: Stretch[] = [];
  let from: number | undefined;
  for (let at = 0; at <= levels.length; at += 1) {
    const quiet = at < levels.length && smoothed(levels, at) < threshold;
    if (quiet && from === undefined) from = at;
    if (quiet || from === undefined) continue;
    if ((at - from) / levelRate >= shortestSilence) silences.push({ start: from / levelRate, end: at / levelRate });
    from = undefined;
  }
  return silences;
}

/** The mean of a level and its neighbours, so that one click or one gap does not count. */
function smoothed(levels: Uint8Array, at: number): number {
  const before = levels[at - 1] ?? levels[at] ?? 0;
  const after = levels[at + 1] ?? levels[at] ?? 0;
  return decibelsOf((before + (levels[at] ?? 0) + after) / 3);
}
