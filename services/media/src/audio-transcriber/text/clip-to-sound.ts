import type { Word } from "@agentos/contracts/stages/audio-transcriber";
import type { Stretch } from "../sound/silences.ts";

/** A word keeps at least this much of its time, in seconds. */
const least = 0.05;

/**
 * Takes silence off the edges of words: an engine that only guesses times often begins a word in the pause before it. A word
 * that would nearly vanish keeps its times.
 */
export function clipToSound(words: readonly Word[], silences: readonly Stretch[]): Word[] {
  let at = 0;
  return words.map((word) => {
    while ((silences[at]?.end ?? Number.POSITIVE_INFINITY) <= word.start) at += 1;
    let { start, end } = word;
    for (let index = at; index < silences.length; index += 1) {
      const silence = silences[index];
      if (!silence || silence.start >= end) break;
      if (silence.start <= start) start = silence.end;
      else if (silence.end >= end) end = silence.start;
    }
    return end - start < least ? word : { ...word, start, end };
  });
}
