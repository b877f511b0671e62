import type { Speech } from "./speech.ts";

/**
 * How much a word tells: its inverse document frequency over stretches of about twenty seconds, as a share of the
 * highest possible (0 for a word that is everywhere, 1 for one that comes up in a single stretch). Spärck Jones 1972.
 */
export type Vocabulary = { weightOf(word: number): number; termOf(word: number): string };

const stretchSeconds = 20;

export function buildVocabulary(speech: Speech): Vocabulary {
  const stop = new Set(speech.cueWords.stop);
  const stretchesOf = new Map<string, Set<number>>();
  const all = new Set<number>();
  speech.terms.forEach((term, i) => {
    const stretch = Math.floor((speech.words[i]?.start ?? 0) / stretchSeconds);
    all.add(stretch);
    const seen = stretchesOf.get(term);
    if (seen) seen.add(stretch);
    else stretchesOf.set(term, new Set([stretch]));
  });
  const top = Math.log(1 + all.size);
  const weights = speech.terms.map((term) => {
    if (term === "" || stop.has(term) || top === 0) return 0;
    return Math.log((1 + all.size) / (stretchesOf.get(term)?.size ?? 1)) / top;
  });
  return {
    weightOf: (word) => weights[word] ?? 0,
    termOf: (word) => speech.terms[word] ?? "",
  };
}
