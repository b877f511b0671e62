import type { Word } from "@agentos/contracts/stages/audio-transcriber";
import type { Stretch } from "../sound/silences.ts";

/** What is spoken in a word beside its letters: the step to the next one, in letters. */
const stepLetters = 1;
/** Where less than this share of a line sounds, its time and the sound do not belong together. */
const leastShare = 0.3;

/**
 * Gives the words of a line times within the line's own, by their letters, over the parts of it that sound. For lines whose
 * engine tells no times of words.
 */
export function spreadWords(
  text: string,
  line: Stretch,
  silences: readonly Stretch[],
  confidence: number | null = null,
): Word[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const weights = words.map((word) => letters(word) + stepLetters);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = soundingParts(line, silences);
  const length = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  let before = 0;
  return words.map((word, index) => {
    const start = timeAt(parts, (before / total) * length, false);
    before += weights[index] ?? 0;
    return { text: word, start, end: timeAt(parts, (before / total) * length, true), confidence };
  });
}

function letters(word: string): number {
  return Math.max(1, word.replaceAll(/[^\p{L}\p{N}]/gu, "").length);
}

function soundingParts(line: Stretch, silences: readonly Stretch[]): Stretch[] {
  const parts: Stretch[] = [];
  let from = line.start;
  for (const { start, end } of silences) {
    if (end <= from || start >= line.end) continue;
    if (start > from) parts.push({ start: from, end: start });
    from = end;
  }
  if (from < line.end) parts.push({ start: from, end: line.end });
  const sounding = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  return sounding < (line.end - line.start) * leastShare ? [line] : parts;
}

/** The time at which `elapsed` seconds of the parts have passed; at a border, the end of the one or the start of the next. */
function timeAt(parts: readonly Stretch[], elapsed: number, atEnd: boolean): number {
  let left = elapsed;
  for (const { start, end } of parts) {
    const length = end - start;
    if (atEnd ? left <= length + 1e-9 : left < length - 1e-9) return Math.min(end, start + left);
    left -= length;
  }
  return parts.at(-1)?.end ?? 0;
}
