import type { Candidate } from "../candidates.ts";
import { firstAtOrAfter } from "../edges.ts";
import type { LoudnessCurve } from "../measure/loudness-curve.ts";
import { lengthFit } from "../proposal.ts";
import { cueWeights, type Cue, type CueKind } from "../speech/cues.ts";
import type { Speech } from "../speech/speech.ts";
import type { Vocabulary } from "../speech/vocabulary.ts";

/** Everything that candidates are measured against. Seconds; cuts in order of time. */
export type Material = {
  speech: Speech;
  cues: readonly Cue[];
  vocabulary: Vocabulary;
  /** Change of subject before each unit, 0–1. */
  topicEdges: readonly number[];
  loudness: LoudnessCurve;
  cuts: readonly number[];
  /** The length that suits the video and the wish for a number of clips. */
  preferredSeconds: number;
};

export const hookSeconds = 3;

/** Measures one candidate; each value in its own unit, the shares 0–1. */
export type Measure = (candidate: Candidate) => RawFeatures;

export type RawFeatures = {
  /** Weights of the kinds of cues in the first seconds. */
  hook: number;
  /** Cue weights per ten seconds over the whole. */
  emphasis: number;
  /** Inverse document frequency per second. */
  information: number;
  /** Words per second of speech. */
  speech_rate: number;
  loudness: number;
  loudness_variation: number;
  /** Loudness of the first seconds over what came before, LU, by the length of the pause. */
  burst_after_pause: number;
  /** Share of the time in pauses. */
  pauses: number;
  /** Cuts per ten seconds. */
  cut_rhythm: number;
  whole_sentences: number;
  topic_edge: number;
  length_fit: number;
};

export function createMeasure(material: Material): Measure {
  const { speech, loudness, cuts } = material;
  const information = running(speech.words.length, (i) => material.vocabulary.weightOf(i));
  const paused = running(speech.words.length, (i) => pauseAfter(speech, i));
  const weightAt = new Map<number, number>();
  for (const cue of material.cues) weightAt.set(cue.word, (weightAt.get(cue.word) ?? 0) + cueWeights[cue.kind]);
  const emphasis = running(speech.words.length, (i) => weightAt.get(i) ?? 0);
  return (candidate) => {
    const { start, end } = candidate;
    const head = speech.units[candidate.first];
    const tail = speech.units[candidate.last];
    if (!head || !tail) throw new RangeError("A candidate names units that are not in the speech.");
    const seconds = Math.max(0.1, end - start);
    const pauses = paused(head.first, tail.last) + (head.start - start) + (end - tail.end);
    return {
      hook: hookOf(material, head.first, tail.last).reduce((sum, cue) => sum + cueWeights[cue.kind], 0),
      emphasis: (10 * emphasis(head.first, tail.last + 1)) / seconds,
      information: information(head.first, tail.last + 1) / seconds,
      speech_rate: (tail.last + 1 - head.first) / Math.max(0.5, seconds - pauses),
      loudness: loudness.mean(start, end) ?? Number.NaN,
      loudness_variation: loudness.deviation(start, end),
      burst_after_pause: burst(loudness, head.start, head.pauseBefore),
      pauses: pauses / seconds,
      cut_rhythm: (10 * (firstAtOrAfter(cuts, end) - firstAtOrAfter(cuts, start + 0.2))) / seconds,
      whole_sentences: wholeness(speech, candidate),
      topic_edge: topicShare(material, candidate),
      length_fit: lengthFit(seconds, material.preferredSeconds),
    };
  };
}

/** One cue of each kind from the first seconds of a run of words: those that would hold a viewer. */
export function hookOf(material: Pick<Material, "speech" | "cues">, firstWord: number, lastWord: number): Cue[] {
  const until = (material.speech.words[firstWord]?.start ?? 0) + hookSeconds;
  const byKind = new Map<CueKind, Cue>();
  for (let i = firstCueAt(material.cues, firstWord); i < material.cues.length; i += 1) {
    const cue = material.cues[i];
    if (!cue || cue.word > lastWord || (material.speech.words[cue.word]?.start ?? 0) > until) break;
    if (!byKind.has(cue.kind)) byKind.set(cue.kind, cue);
  }
  return [...byKind.values()];
}

function firstCueAt(cues: readonly Cue[], word: number): number {
  let from = 0;
  let to = cues.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((cues[middle]?.word ?? 0) < word) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Sums of a value over a range of indexes (end excluded) at constant cost. */
function running(count: number, value: (index: number) => number): (from: number, to: number) => number {
  const sums = new Float64Array(count + 1);
  for (let i = 0; i < count; i += 1) sums[i + 1] = (sums[i] ?? 0) + value(i);
  return (from, to) => (sums[to] ?? 0) - (sums[from] ?? 0);
}

/** A gap between words that is heard as a pause, in seconds; shorter ones belong to the speech. */
function pauseAfter(speech: Speech, word: number): number {
  const gap = (speech.words[word + 1]?.start ?? Number.POSITIVE_INFINITY) - (speech.words[word]?.end ?? 0);
  return gap >= 0.3 && Number.isFinite(gap) ? gap : 0;
}

function burst(loudness: LoudnessCurve, start: number, pause: number): number {
  if (pause < 0.4) return 0;
  const now = loudness.mean(start, start + hookSeconds);
  const before =
    loudness.mean(Math.max(0, start - pause - hookSeconds), start) ?? loudness.mean(0, Number.MAX_SAFE_INTEGER);
  return now === null || before === null ? 0 : Math.max(0, now - before) * Math.min(1, pause / 2);
}

/** Half for a first sentence that stands for itself, half for an end at the end of a sentence. */
function wholeness(speech: Speech, { first, last }: Candidate): number {
  const head = speech.units[first];
  const leaning = speech.cueWords.leaning.includes(speech.terms[head?.first ?? 0] ?? "");
  const begins = head?.startsSentence ? (leaning ? 0.25 : 0.5) : 0;
  return begins + (speech.units[last]?.endsSentence ? 0.5 : 0);
}

function topicShare({ topicEdges }: Material, { first, last }: Candidate): number {
  return 0.7 * (topicEdges[first] ?? 0) + 0.3 * (topicEdges[last + 1] ?? 1);
}
