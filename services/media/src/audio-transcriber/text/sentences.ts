import type { Sentence, Word } from "@agentos/contracts/stages/audio-transcriber";

/** Pause in seconds that ends a sentence: a short one where the engine tells no punctuation, a long one where it does. */
const pauseEnds = { bare: 0.5, punctuated: 1.5 };
const maxSeconds = 15;
const maxWords = 30;
/** With at least one end of a sentence per so many words, the text counts as punctuated. */
const wordsPerEnd = 40;

const abbreviation = /^(mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|no|jr|sr|\p{Lu})\.$/iu;
const endMark = /[.!?…。！？]["'”’»)\]]*$/u;

/**
 * Gathers words into sentences: at punctuation, at pauses, and, where neither comes in time, at the longest gap. Every word
 * is in exactly one sentence, in order.
 */
export function buildSentences(words: readonly Word[]): Sentence[] {
  const ends = words.filter(({ text }) => endsSentence(text)).length;
  const punctuated = ends > 0 && ends * wordsPerEnd >= words.length;
  const pause = punctuated ? pauseEnds.punctuated : pauseEnds.bare;
  const sentences: Sentence[] = [];
  let first = 0;
  for (const [last, word] of words.entries()) {
    const next = words[last + 1];
    const over = !next || next.start - word.end >= pause || endsSentence(word.text);
    if (!over) continue;
    for (const [from, to] of splitLong(words, first, last)) sentences.push(sentenceOf(words, from, to));
    first = last + 1;
  }
  return sentences;
}

function endsSentence(text: string): boolean {
  return endMark.test(text) && !abbreviation.test(text);
}

/** Halves a run of words at its longest gap until each part is short enough. */
function splitLong(words: readonly Word[], first: number, last: number): [number, number][] {
  const seconds = (words[last]?.end ?? 0) - (words[first]?.start ?? 0);
  const count = last - first + 1;
  if (count <= 1 || (seconds <= maxSeconds && count <= maxWords)) return [[first, last]];
  const cut = longestGap(words, first + Math.floor(count / 4), last - Math.floor(count / 4));
  return [...splitLong(words, first, cut), ...splitLong(words, cut + 1, last)];
}

/** The word between `from` and `to` after which the longest gap follows; a comma counts for a tenth of a second. */
function longestGap(words: readonly Word[], from: number, to: number): number {
  let best = { at: from, gap: Number.NEGATIVE_INFINITY };
  for (let at = from; at < to; at += 1) {
    const [word, next] = [words[at], words[at + 1]];
    if (!word || !next) continue;
    const gap = next.start - word.end + (/[,;:—–]$/.test(word.text) ? 0.1 : 0);
    if (gap > best.gap) best = { at, gap };
  }
  return best.at;
}

function sentenceOf(words: readonly Word[], first: number, last: number): Sentence {
  const texts = words.slice(first, last + 1).map(({ text }) => text);
  const [start, end] = [words[first]?.start ?? 0, words[last]?.end ?? 0];
  return { text: readable(texts.join(" ")), start, end, first, last };
}

/** A capital at the start and for the English "I"; everything else as the engine gave it. */
function readable(text: string): string {
  const withI = text.replaceAll(/(?<![\p{L}\p{N}'’])i(?=$|\s|['’](m|d|ll|ve|s)\b)/gu, "I");
  return withI.replace(
    /^([^\p{L}\p{N}]*)(\p{Ll})/u,
    (_match, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
