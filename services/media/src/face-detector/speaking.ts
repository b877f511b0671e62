import type { Stretch } from "./shots.ts";

/** What was seen of one face in a shot: the motion of its mouth at each step, null where the face was not seen. */
export type MouthSeries = readonly (number | null)[];

/** Seconds over which evidence is gathered: about two words. */
const windowSeconds = 1.4;
/** Another face takes over when its evidence is so many times that of the one before. */
const switchMargin = 1.4;
/** Share of the shot's strong evidence below which nobody speaks. */
const leastShare = 0.2;
/** Evidence that noise alone reaches. */
const leastEvidence = 0.01;
/** A speaker stays one through pauses of this length; what is shorter is no speech of its own. Seconds. */
const pauseSeconds = 1.5;
const shortestSeconds = 0.5;

/**
 * Who speaks when, of the faces of one shot: the one whose mouth moves most while there is sound, compared within the shot
 * alone. `loudness` has a value in decibels per step. Gives the stretches of each face, in seconds after `start`.
 */
export function decideSpeakers(
  mouths: readonly MouthSeries[],
  loudness: readonly number[],
  step: number,
  start: number,
): Stretch[][] {
  const voice = voiceShare(loudness);
  const evidence = mouths.map((mouth) => smooth(weigh(mouth, voice), Math.round(windowSeconds / step / 2)));
  const strong = percentile(evidence.flat(), 0.9);
  const least = Math.max(leastEvidence, leastShare * strong);
  const speakers = chooseSpeakers(evidence, voice.length, least, Math.round(pauseSeconds / step));
  return mouths.map((_, face) =>
    runsOf(speakers, face)
      .map((run) => ({ start: start + run.start * step, end: start + run.end * step }))
      .filter((run) => run.end - run.start >= shortestSeconds),
  );
}

/** 0 at the shot's quiet level, 1 at its loud level. Without a difference there is no voice. */
function voiceShare(loudness: readonly number[]): number[] {
  const quiet = Math.max(-60, percentile(loudness, 0.1));
  const loud = percentile(loudness, 0.95);
  if (loud < -50) return loudness.map(() => 0);
  // Where all is equally loud the sound tells nothing, and the mouths alone decide.
  if (loud - quiet < 6) return loudness.map(() => 1);
  return loudness.map((value) => Math.min(1, Math.max(0, (value - quiet) / (loud - quiet))));
}

/** Motion that is there without a voice too, such as chewing, counts for nothing. */
function weigh(mouth: MouthSeries, voice: readonly number[]): number[] {
  const quiet = mouth.filter((value, k) => value !== null && (voice[k] ?? 0) < 0.2) as number[];
  const idle = quiet.length >= 6 ? Math.max(0, mean(quiet)) : 0;
  return voice.map((share, k) => Math.max(0, (mouth[k] ?? 0) - idle) * share);
}

function chooseSpeakers(
  evidence: readonly number[][],
  steps: number,
  least: number,
  pauseSteps: number,
): (number | null)[] {
  const speakers: (number | null)[] = [];
  let current: number | null = null;
  let silentFor = 0;
  for (let k = 0; k < steps; k++) {
    const now = evidence.map((series) => series[k] ?? 0);
    const best = now.indexOf(Math.max(...now));
    const strongest = now[best] ?? 0;
    const held = current === null ? 0 : (now[current] ?? 0);
    silentFor = held >= least ? 0 : silentFor + 1;
    if (strongest >= least && (current === null || strongest > switchMargin * held)) current = best;
    else if (silentFor > pauseSteps) current = null;
    speakers.push(current);
  }
  return trimPauses(speakers, evidence, least);
}

/** A pause at the end of a stretch is not part of it: only one between two words of the same face is. */
function trimPauses(speakers: (number | null)[], evidence: readonly number[][], least: number): (number | null)[] {
  const trimmed = [...speakers];
  let speaksOn: number | null = null;
  for (let k = trimmed.length - 1; k >= 0; k--) {
    const speaker = trimmed[k] ?? null;
    if (speaker !== null && (evidence[speaker]?.[k] ?? 0) >= least) speaksOn = speaker;
    else if (speaker !== speaksOn) {
      speaksOn = null;
      trimmed[k] = null;
    }
  }
  return trimmed;
}

function runsOf(speakers: readonly (number | null)[], face: number): Stretch[] {
  const runs: Stretch[] = [];
  for (const [k, speaker] of speakers.entries()) {
    if (speaker !== face) continue;
    const last = runs.at(-1);
    if (last?.end === k) last.end = k + 1;
    else runs.push({ start: k, end: k + 1 });
  }
  return runs;
}

function smooth(values: readonly number[], reach: number): number[] {
  return values.map((_, k) => mean(values.slice(Math.max(0, k - reach), k + reach + 1)));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
