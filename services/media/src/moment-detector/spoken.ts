import type { Transcript } from "@agentos/contracts/stages/audio-transcriber";
import { listCandidates } from "./candidates.ts";
import type { EdgeRules } from "./edges.ts";
import type { LoudnessCurve } from "./measure/loudness-curve.ts";
import { pickBest } from "./pick.ts";
import { preferredSeconds, withoutWhole, type Proposal, type Wish } from "./proposal.ts";
import { createMeasure, hookOf, type Material } from "./score/features.ts";
import { reasonsFor } from "./score/reasons.ts";
import { scoreAll } from "./score/scoring.ts";
import { cueWeights, findCues } from "./speech/cues.ts";
import { prepareSpeech } from "./speech/speech.ts";
import { topicEdges } from "./speech/topics.ts";
import { buildVocabulary } from "./speech/vocabulary.ts";
import { titleFor } from "./title.ts";

/**
 * The best runs of sentences by what is said and how, best first, none sharing more than `mostOverlap` (IoU) with a
 * better one; fewer than `count`, or none, where there is little speech. Ends lie in pauses, on frames.
 */
export function proposeSpoken(
  transcript: Transcript,
  loudness: LoudnessCurve,
  edges: EdgeRules,
  wish: Wish,
  { count, mostOverlap }: { count: number; mostOverlap: number },
): Proposal[] {
  const material = gatherMaterial(transcript, loudness, edges, wish);
  const { speech } = material;
  const runs = listCandidates(speech.units, (unit) => promiseOf(material, unit), wish, edges);
  const candidates = withoutWhole(runs, edges.duration);
  const measure = createMeasure(material);
  const measured = candidates.map((candidate) => ({
    start: candidate.start,
    end: candidate.end,
    seconds: candidate.end - candidate.start,
    candidate,
    raw: measure(candidate),
  }));
  const scores = scoreAll(measured);
  const ranked = measured.flatMap((one, i) => {
    const scored = scores[i];
    return scored ? [{ ...one, scored, score: scored.score }] : [];
  });
  return pickBest(ranked, count, mostOverlap).map((picked) => ({
    start: picked.start,
    end: picked.end,
    score: picked.score,
    features: picked.scored.features,
    title: titleFor(picked.candidate, material),
    reasons: reasonsFor(picked, material),
    text: speech.words
      .slice(speech.units[picked.candidate.first]?.first, (speech.units[picked.candidate.last]?.last ?? -1) + 1)
      .map((word) => word.text)
      .join(" "),
  }));
}

function gatherMaterial(transcript: Transcript, loudness: LoudnessCurve, edges: EdgeRules, wish: Wish): Material {
  // A unit is well below the shortest clip, so that a run of long sentences still finds ends.
  const longest = { wished: Math.max(6, Math.min(12, wish.minSeconds)), allowed: wish.maxSeconds };
  const speech = prepareSpeech(transcript, edges.duration, longest);
  const vocabulary = buildVocabulary(speech);
  return {
    speech,
    cues: findCues(speech),
    vocabulary,
    topicEdges: topicEdges(speech, vocabulary),
    loudness,
    cuts: edges.cuts,
    preferredSeconds: preferredSeconds(edges.duration, wish),
  };
}

/** How much a start promises before its run is known: its hook, the change of topic, the pause before it. */
function promiseOf(material: Material, unit: number): number {
  const here = material.speech.units[unit];
  if (!here) return 0;
  const hook = hookOf(material, here.first, here.last).reduce((sum, cue) => sum + cueWeights[cue.kind], 0);
  return hook + (material.topicEdges[unit] ?? 0) + Math.min(1, here.pauseBefore);
}
