import type { Transcript, Word } from "@agentos/contracts/stages/audio-transcriber";
import { cueWordsOf, type CueWords } from "./cue-words.ts";
import { splitIntoUnits, type Unit, type UnitLength } from "./units.ts";

/** A transcript prepared for scoring: words in order of time, their plain terms, and the units that a moment is made of. */
export type Speech = {
  words: readonly Word[];
  /** Each word in lower case without its punctuation. */
  terms: readonly string[];
  units: readonly Unit[];
  /** Index of the sentence of each word. */
  sentenceOf: readonly number[];
  sentences: readonly { first: number; last: number; text: string }[];
  cueWords: CueWords;
  /** The engine wrote punctuation, so that a sentence without a question mark is none. */
  punctuated: boolean;
};

/** `longest`: how long a unit may be, see `splitIntoUnits`. */
export function prepareSpeech(transcript: Transcript, duration: number, longest: UnitLength): Speech {
  const words = orderedWords(transcript.words);
  const sentences = sentencesOf(transcript, words);
  const sentenceOf = words.map(() => -1);
  sentences.forEach((s, index) => sentenceOf.fill(index, s.first, s.last + 1));
  return {
    words,
    terms: words.map((w) => plainTerm(w.text)),
    units: splitIntoUnits(words, sentences, duration, longest),
    sentenceOf,
    sentences,
    cueWords: cueWordsOf(transcript.language),
    punctuated: sentences.some((s) => /[.!?。？！…]["'”’)\]]*$/.test(s.text)),
  };
}

/** Lower case, without marks at its ends; inner apostrophes and hyphens stay. */
export function plainTerm(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%]+$/gu, "");
}

function sentencesOf(transcript: Transcript, words: readonly Word[]): Speech["sentences"] {
  const told = transcript.sentences.filter((s) => s.first >= 0 && s.last >= s.first && s.last < words.length);
  if (told.length > 0 || words.length === 0) return told.map(({ first, last, text }) => ({ first, last, text }));
  return [{ first: 0, last: words.length - 1, text: words.map((w) => w.text).join(" ") }];
}

/** Times that never run backwards: engines overlap words by some hundredths. */
function orderedWords(words: readonly Word[]): Word[] {
  let latest = 0;
  return words.map((word) => {
    const start = Math.max(word.start, latest);
    latest = start;
    return { ...word, start, end: Math.max(word.end, start) };
  });
}
