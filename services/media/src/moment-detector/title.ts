import type { Candidate } from "./candidates.ts";
import { cueWeights, phraseMatcher } from "./speech/cues.ts";
import type { Material } from "./score/features.ts";
import type { Speech } from "./speech/speech.ts";

const longest = 60;
const fewestWords = 3;

/** A short phrase of the strongest sentence of a candidate, readable by itself; at most sixty characters and an ellipsis. */
export function titleFor(candidate: Candidate, material: Material): string {
  const { speech } = material;
  const first = speech.units[candidate.first]?.first ?? 0;
  const last = speech.units[candidate.last]?.last ?? 0;
  const inside = speech.sentences.filter((s) => s.last >= first && s.first <= last);
  const ranges = inside.map((s) => ({ first: Math.max(first, s.first), last: Math.min(last, s.last) }));
  const strengths = ranges.map((range, i) => strengthOf(range, material) + (i === 0 ? 0.3 : 0));
  const best = ranges[strengths.indexOf(Math.max(...strengths))] ?? { first, last };
  return shortTitle(phraseOf(best, speech));
}

/** Kinds of cues and telling words; a sentence that fits as it is makes the better title. */
function strengthOf(range: { first: number; last: number }, { cues, vocabulary, speech }: Material): number {
  const kinds = new Set(cues.filter((cue) => cue.word >= range.first && cue.word <= range.last).map((cue) => cue.kind));
  const strength = [...kinds].reduce((sum, kind) => sum + cueWeights[kind], 0);
  const text = speech.words.slice(range.first, range.last + 1).map((word) => word.text);
  const whole = text.join(" ").length <= longest ? 0.8 : 0;
  const words = range.last - range.first + 1;
  let telling = 0;
  for (let i = range.first; i <= range.last; i += 1) telling += vocabulary.weightOf(i);
  const short = words < fewestWords + 1 ? 1.5 : 0;
  return strength + whole + telling / Math.max(4, words) - short;
}

/** The sentence without its fillers in front, ended at a clause or a word where it is long. */
function phraseOf({ first, last }: { first: number; last: number }, speech: Speech): string {
  const filler = phraseMatcher(speech.cueWords.fillers);
  let from = first;
  for (let length = filler(speech.terms, from); length > 0; length = filler(speech.terms, from)) {
    if (last - (from + length) + 1 < fewestWords) break;
    from += length;
  }
  const words = speech.words.slice(from, last + 1).map((w) => w.text.trim());
  const kept = wordsThatFit(words);
  const text = words.slice(0, kept).join(" ");
  if (kept === words.length) return text.replace(/[.,;:]+$/, "");
  const clause = text.slice(0, Math.max(0, ...[",", ";", ":", " –", " —"].map((mark) => text.lastIndexOf(mark))));
  return clause.split(/\s+/).length >= fewestWords + 1 ? clause : `${text.replace(/[.,;:]+$/, "")}…`;
}

function wordsThatFit(words: readonly string[]): number {
  let length = 0;
  let count = 0;
  for (const word of words) {
    if (count > 0 && length + 1 + word.length > longest) break;
    length += (count > 0 ? 1 : 0) + word.length;
    count += 1;
  }
  return count;
}

/** One line of at most sixty characters and an ellipsis; a capital at its start, and "I" as it is written, where all was lower case. */
export function shortTitle(phrase: string): string {
  const plain = phrase
    .replace(/\p{C}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const cut = plain.length > longest + 1 ? `${[...plain].slice(0, longest).join("")}…` : plain;
  const spoken = cut === cut.toLowerCase() ? cut.replace(/\bi\b/g, "I") : cut;
  return spoken.charAt(0).toUpperCase() + spoken.slice(1);
}
