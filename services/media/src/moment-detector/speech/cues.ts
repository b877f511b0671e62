import type { CueWords } from "./cue-words.ts";
import type { Speech } from "./speech.ts";

export const cueKinds = ["question", "number", "contrast", "stakes", "superlative", "second_person"] as const;
export type CueKind = (typeof cueKinds)[number];

/** Something that makes a listener stay: what kind, at which word, and the words themselves. */
export type Cue = { kind: CueKind; word: number; quote: string };

/** How much each kind counts in a hook; a kind counts once. */
export const cueWeights: Record<CueKind, number> = {
  question: 1,
  number: 0.7,
  contrast: 0.5,
  stakes: 0.7,
  superlative: 0.5,
  second_person: 0.4,
};

const phraseLists = [
  ["contrast", "contrast"],
  ["stakes", "stakes"],
  ["superlative", "superlatives"],
  ["second_person", "secondPerson"],
] as const satisfies readonly (readonly [CueKind, keyof CueWords])[];

/** All cues of a speech in the order of their words; time grows with the number of words. */
export function findCues(speech: Speech): Cue[] {
  const cues = [...questions(speech), ...numbers(speech), ...phrases(speech)];
  return cues.sort((a, b) => a.word - b.word);
}

function questions(speech: Speech): Cue[] {
  const starts = phraseMatcher(speech.cueWords.questionStarts);
  const auxiliaries = new Set(speech.cueWords.auxiliaries);
  // Without marks a single "when" may begin a clause as well: the word after it tells.
  const asks = (at: number): boolean => {
    const length = starts(speech.terms, at);
    return length > 1 || (length === 1 && auxiliaries.has(speech.terms[at + 1] ?? ""));
  };
  const found: Cue[] = [];
  for (const { first, last, text } of speech.sentences) {
    const isQuestion = speech.punctuated ? /[?？]["'”’)\]]*$/.test(text.trim()) : asks(first) && last - first >= 2;
    if (isQuestion) found.push({ kind: "question", word: first, quote: shortened(text.trim(), 12) });
  }
  return found;
}

function numbers(speech: Speech): Cue[] {
  const numerals = new Set(speech.cueWords.numbers);
  const stop = new Set(speech.cueWords.stop);
  const isNumber = (i: number): boolean => {
    const term = speech.terms[i] ?? "";
    if (countsPoints(speech, i)) return false;
    return /\d/.test(term) || numerals.has(term) || term.split("-").every((part) => numerals.has(part));
  };
  const found: Cue[] = [];
  for (let i = 0; i < speech.terms.length; i += 1) {
    if (!isNumber(i)) continue;
    let last = i;
    while (last + 1 < speech.terms.length && isNumber(last + 1)) last += 1;
    // The word after a number says what is counted: "3 years", "two million dollars".
    const counted = speech.sentenceOf[last + 1] === speech.sentenceOf[i] && !stop.has(speech.terms[last + 1] ?? "");
    found.push({ kind: "number", word: i, quote: quoteOf(speech, i, counted ? last + 1 : last) });
    i = last;
  }
  return found;
}

/** "(2)", or "1." at the start of a sentence, numbers the points of a list. */
function countsPoints(speech: Speech, word: number): boolean {
  const said = speech.words[word]?.text ?? "";
  const opens = speech.sentences[speech.sentenceOf[word] ?? -1]?.first === word;
  return /^\(\d+\)$/.test(said) || (opens && /^\d{1,2}[.)]$/.test(said));
}

function phrases(speech: Speech): Cue[] {
  const found: Cue[] = [];
  for (const [kind, list] of phraseLists) {
    const lengthAt = phraseMatcher(speech.cueWords[list]);
    for (let i = 0; i < speech.terms.length; i += 1) {
      const length = lengthAt(speech.terms, i);
      if (length > 0) found.push({ kind, word: i, quote: inContext(speech, i, i + length - 1) });
    }
  }
  return found;
}

/** How many words of the longest listed phrase stand at a place; 0 where none does. */
export function phraseMatcher(list: readonly string[]): (terms: readonly string[], at: number) => number {
  const byFirst = new Map<string, string[][]>();
  for (const phrase of list) {
    const parts = phrase.split(" ");
    const head = parts[0] ?? "";
    byFirst.set(head, [...(byFirst.get(head) ?? []), parts]);
  }
  return (terms, at) => {
    const candidates = byFirst.get(terms[at] ?? "") ?? [];
    const lengths = candidates
      .filter((parts) => parts.every((p, k) => terms[at + k] === p))
      .map((parts) => parts.length);
    return Math.max(0, ...lengths);
  };
}

/** A phrase with two words on either side, within its sentence: "of startups fail in their". */
function inContext(speech: Speech, first: number, last: number): string {
  const sentence = speech.sentences[speech.sentenceOf[first] ?? -1];
  if (!sentence) return quoteOf(speech, first, last);
  return quoteOf(speech, Math.max(sentence.first, first - 2), Math.min(sentence.last, last + 2));
}

function quoteOf(speech: Speech, first: number, last: number): string {
  const said = speech.words.slice(first, last + 1).map((w) => w.text);
  return said.join(" ").replace(/[.,;:!]+$/, "");
}

/** The first words of a sentence, with an ellipsis where some are left out. */
function shortened(text: string, most: number): string {
  const words = text.split(/\s+/);
  return words.length <= most ? text : `${words.slice(0, most).join(" ")} …`;
}
