import type { Candidate } from "../candidates.ts";
import { firstAtOrAfter } from "../edges.ts";
import type { CueKind } from "../speech/cues.ts";
import { hookOf, type Material, type RawFeatures } from "./features.ts";
import { cuesWithin, rareWords, restRate } from "./evidence.ts";
import type { Scored } from "./scoring.ts";

type Reason = { strength: number; text: string };
type Picked = { candidate: Candidate; raw: RawFeatures; scored: Scored };

const hookSentences: Record<CueKind, (quote: string) => string> = {
  question: (quote) => `Opens with a question: “${quote}”.`,
  number: (quote) => `Names a number in the first seconds: “${quote}”.`,
  contrast: (quote) => `Sets up a contrast in the first seconds: “${quote}”.`,
  stakes: (quote) => `Tells what is at stake in the first seconds: “${quote}”.`,
  superlative: (quote) => `Goes to an extreme in the first seconds: “${quote}”.`,
  second_person: (quote) => `Speaks to the viewer from the start: “${quote}”.`,
};

const mostReasons = 6;
const notable = 0.8;

/** Why a candidate was picked, the weightiest first: sentences with their evidence; at least one. */
export function reasonsFor(picked: Picked, material: Material): string[] {
  const found = [
    ...hookReasons(picked, material),
    ...wordReasons(picked, material),
    ...soundReasons(picked, material),
    ...shapeReasons(picked, material),
  ];
  const even = { strength: 0.1, text: "An even passage: nothing in it stands out from the rest of the video." };
  const all = found.some((reason) => reason.strength >= 0.1) ? found : [...found, even];
  const best = all.sort((a, b) => b.strength - a.strength).slice(0, mostReasons);
  return best.map((reason) => reason.text);
}

function hookReasons({ candidate, scored }: Picked, material: Material): Reason[] {
  const z = scored.features.hook ?? 0;
  const head = material.speech.units[candidate.first];
  const tail = material.speech.units[candidate.last];
  if (z <= 0 || !head || !tail) return [];
  const cues = hookOf(material, head.first, tail.last);
  // Kinds come in their order of weight, so that the question leads.
  return cues.map((cue) => ({
    strength: 1.5 * z + order[cue.kind],
    text: hookSentences[cue.kind](cue.quote),
  }));
}

const order: Record<CueKind, number> = {
  question: 0.6,
  number: 0.5,
  stakes: 0.4,
  contrast: 0.3,
  superlative: 0.2,
  second_person: 0.1,
};

function wordReasons({ candidate, raw, scored }: Picked, material: Material): Reason[] {
  const reasons: Reason[] = [];
  const information = scored.features.information ?? 0;
  const rare = information > notable ? rareWords(candidate, material) : [];
  if (rare.length > 0) {
    const words = rare.map((word) => `“${word}”`).join(", ");
    reasons.push({
      strength: information,
      text: `Says more per second than the rest, and says it nowhere else: ${words}.`,
    });
  }
  const emphasis = scored.features.emphasis ?? 0;
  const cues = emphasis > notable ? cuesWithin(candidate, material) : [];
  if (cues.length > 1) {
    reasons.push({
      strength: 0.7 * emphasis,
      text: `Strong wording throughout: ${cues.map((q) => `“${q}”`).join(", ")}.`,
    });
  }
  const rest = restRate(candidate, raw, material);
  const faster = rest > 0 ? Math.round(100 * (raw.speech_rate / rest - 1)) : 0;
  if ((scored.features.speech_rate ?? 0) > notable && faster >= 5) {
    reasons.push({
      strength: 0.5 * (scored.features.speech_rate ?? 0),
      text: `Spoken ${faster} % faster than the rest of the video.`,
    });
  }
  return reasons;
}

function soundReasons({ candidate, raw, scored }: Picked, { speech, loudness }: Material): Reason[] {
  const { features } = scored;
  const reasons: Reason[] = [];
  const rest = loudness.meanOutside(candidate.start, candidate.end);
  const louder = rest === null || !Number.isFinite(raw.loudness) ? 0 : raw.loudness - rest;
  if ((features.loudness ?? 0) > notable && louder >= 1) {
    reasons.push({
      strength: 0.8 * (features.loudness ?? 0),
      text: `${louder.toFixed(1)} dB louder than the rest of the video.`,
    });
  }
  const head = speech.units[candidate.first];
  if ((features.burst_after_pause ?? 0) > notable && head) {
    reasons.push({
      strength: 0.4 * (features.burst_after_pause ?? 0),
      text: `Comes in with force after a pause of ${head.pauseBefore.toFixed(1)} s.`,
    });
  }
  if ((features.loudness_variation ?? 0) > 1) {
    reasons.push({
      strength: 0.3 * (features.loudness_variation ?? 0),
      text: `A lively voice: its loudness varies by ${raw.loudness_variation.toFixed(1)} dB.`,
    });
  }
  if ((features.pauses ?? 0) < -notable) {
    reasons.push({
      strength: -0.6 * (features.pauses ?? 0),
      text: `Hardly a pause: speech fills ${Math.round(100 * (1 - raw.pauses))} % of the time.`,
    });
  }
  return reasons;
}

function shapeReasons({ candidate, raw, scored }: Picked, { cuts, topicEdges }: Material): Reason[] {
  const reasons: Reason[] = [];
  const inside = firstAtOrAfter(cuts, candidate.end) - firstAtOrAfter(cuts, candidate.start + 0.2);
  if ((scored.features.cut_rhythm ?? 0) > 1 && inside > 1) {
    const seconds = Math.round(candidate.end - candidate.start);
    reasons.push({
      strength: 0.2 * (scored.features.cut_rhythm ?? 0),
      text: `Quick pictures: ${inside} cuts in ${seconds} s.`,
    });
  }
  if (candidate.first > 0 && (topicEdges[candidate.first] ?? 0) > 0.6) {
    reasons.push({ strength: 0.4, text: "A new topic begins here." });
  }
  if (raw.whole_sentences >= 1) reasons.push({ strength: 0.05, text: "Begins and ends on whole sentences." });
  return reasons;
}
