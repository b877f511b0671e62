import type { Candidate } from "../candidates.ts";
import { cueWeights, type Cue } from "../speech/cues.ts";
import type { Material, RawFeatures } from "./features.ts";

/** Words that come up in a candidate and hardly anywhere else, those that it repeats first; at most three. */
export function rareWords(candidate: Candidate, { speech, vocabulary }: Material): string[] {
  const worth = new Map<string, { said: string; sum: number }>();
  for (let i = speech.units[candidate.first]?.first ?? 0; i <= (speech.units[candidate.last]?.last ?? -1); i += 1) {
    const weight = vocabulary.weightOf(i);
    const term = vocabulary.termOf(i);
    if (weight < 0.5 || !/^\p{L}[\p{L}'-]{3,}$/u.test(term)) continue;
    worth.set(term, { said: term, sum: (worth.get(term)?.sum ?? 0) + weight });
  }
  return [...worth.values()]
    .sort((a, b) => b.sum - a.sum || b.said.length - a.said.length)
    .slice(0, 3)
    .map((word) => word.said);
}

/** The strongest cues after the opening of a candidate, one of a sentence, in the order in which they are said; at most three. */
export function cuesWithin(candidate: Candidate, { speech, cues }: Material): string[] {
  const opening = speech.sentenceOf[speech.units[candidate.first]?.first ?? 0] ?? -1;
  const last = speech.units[candidate.last]?.last ?? -1;
  const ofSentence = new Map<number, Cue>();
  for (const cue of cues) {
    const sentence = speech.sentenceOf[cue.word] ?? -1;
    if (sentence <= opening || cue.word > last || cue.kind === "second_person") continue;
    const before = ofSentence.get(sentence);
    if (!before || cueWeights[cue.kind] > cueWeights[before.kind]) ofSentence.set(sentence, cue);
  }
  return [...ofSentence.values()]
    .sort((a, b) => cueWeights[b.kind] - cueWeights[a.kind])
    .slice(0, 3)
    .sort((a, b) => a.word - b.word)
    .map((cue) => cue.quote);
}

/** Words per second of speech outside a candidate; 0 where nothing is said there. */
export function restRate(candidate: Candidate, raw: RawFeatures, { speech }: Material): number {
  const inside = (speech.units[candidate.last]?.last ?? 0) + 1 - (speech.units[candidate.first]?.first ?? 0);
  let spoken = 0;
  for (let i = 0; i < speech.words.length; i += 1) {
    const here = speech.words[i];
    const next = speech.words[i + 1];
    if (!here) continue;
    const gap = next ? next.start - here.end : 0;
    spoken += here.end - here.start + (gap < 0.3 ? Math.max(0, gap) : 0);
  }
  const others = speech.words.length - inside;
  const rest = spoken - inside / Math.max(0.1, raw.speech_rate);
  return others > 0 && rest > 1 ? others / rest : 0;
}
