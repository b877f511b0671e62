import { AppError } from "@agentos/contracts/errors";
import type { Transcript } from "@agentos/contracts/stages/audio-transcriber";
import type { EdgeRules } from "./edges.ts";
import { createLoudnessCurve } from "./measure/loudness-curve.ts";
import { pickBest } from "./pick.ts";
import type { Proposal, Wish } from "./proposal.ts";
import { proposeSpoken } from "./spoken.ts";
import { shortTitle } from "./title.ts";
import { stillPicture, type Stretch, type WordlessMaterial } from "./wordless/material.ts";
import { proposeWordless } from "./wordless/propose.ts";

/** What was measured over the whole video. */
export type Measured = {
  transcript: Transcript;
  /** LUFS, one value a second, null where silent. */
  loudness: readonly (number | null)[];
  /** Mean difference of neighbouring frames, one value a second, 0–100. */
  motion: readonly number[];
  edges: EdgeRules;
};

/** Asks somebody else for a better judgement of a shortlist; returns it with new scores. */
export type Judge = { shortlist: number; judge(proposals: Proposal[]): Promise<Proposal[]> };

const shortestVideo = 5;

/**
 * The moments of a video, best first, without overlap, at most as many as wished. Errors: VIDEO_TOO_SHORT below five
 * seconds, NO_MOMENTS where nothing is said or heard and nothing moves.
 */
export async function detectMoments(
  measured: Measured,
  wish: Wish,
  minScore: number,
  judge: Judge | null,
): Promise<Proposal[]> {
  const { transcript, edges } = measured;
  if (edges.duration < shortestVideo) throw new AppError("VIDEO_TOO_SHORT");
  if (isEmpty(measured)) throw new AppError("NO_MOMENTS");
  if (edges.duration < wish.minSeconds) return [wholeVideo(measured)];
  const loudness = createLoudnessCurve(measured.loudness);
  const reach = judge ? { count: judge.shortlist, mostOverlap: 0.3 } : { count: wish.count, mostOverlap: 0 };
  const proposed = proposeSpoken(transcript, loudness, edges, wish, reach);
  const judged = judge && proposed.length > 0 ? await judge.judge(proposed) : proposed;
  const spoken = pickBest(judged, wish.count, 0).filter((p, i) => i === 0 || p.score >= minScore);
  const missing = wish.count - spoken.length;
  if (missing === 0) return spoken;
  const sentences = transcript.sentences.map(({ start, end }) => ({ start, end }));
  const base = { loudness, motion: measured.motion, silences: transcript.silences };
  const between: WordlessMaterial = { ...base, taken: joined([...sentences, ...spoken]) };
  const wordless = proposeWordless(between, edges, { ...wish, count: missing });
  const found = [...spoken, ...(spoken.length > 0 ? wordless.map(belowSpeech) : wordless)];
  if (found.length > 0) return found.sort((a, b) => b.score - a.score);
  const anywhere = proposeWordless({ ...base, taken: [] }, edges, wish);
  if (anywhere.length === 0) throw new AppError("NO_MOMENTS");
  return anywhere;
}

function isEmpty({ transcript, loudness, motion, edges }: Measured): boolean {
  const moves = edges.cuts.length > 0 || motion.some((m) => m > stillPicture);
  return transcript.words.length === 0 && !moves && loudness.every((level) => level === null);
}

function wholeVideo({ transcript, edges }: Measured): Proposal {
  const text = transcript.words.map((word) => word.text).join(" ");
  const end = Math.floor(edges.duration * edges.fps + 1e-6) / edges.fps;
  const seconds = edges.duration.toFixed(0);
  const title = shortTitle(transcript.sentences[0]?.text ?? "") || "The whole video";
  const reasons = [
    `The video is only ${seconds} s long, shorter than the shortest clip asked for, so all of it is taken.`,
  ];
  return { start: 0, end, title, score: 50, reasons, features: {}, text };
}

/** Speech tells more than energy: a wordless window ranks below a spoken one that stands out as much. */
function belowSpeech(proposal: Proposal): Proposal {
  return { ...proposal, score: Math.round(proposal.score * 8) / 10 };
}

/** Stretches in order, those that touch made one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const { start, end } of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
