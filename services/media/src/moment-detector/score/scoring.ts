import type { RawFeatures } from "./features.ts";

type Rule =
  | { kind: "opening" | "throughout"; weight: number; least: number }
  | { kind: "share"; weight: number; middle: number };

/**
 * What each feature counts. Those of the opening and those that hold throughout are taken as z-scores within the video;
 * `least` is the smallest spread that is taken for a real difference, so that a steady talk is not judged by noise.
 * Shares count against their middle.
 */
const rules: Record<keyof RawFeatures, Rule> = {
  hook: { kind: "opening", weight: 1.5, least: 0.25 },
  emphasis: { kind: "throughout", weight: 0.9, least: 0.3 },
  information: { kind: "throughout", weight: 1.3, least: 0.1 },
  speech_rate: { kind: "throughout", weight: 0.7, least: 0.2 },
  loudness: { kind: "throughout", weight: 1, least: 1 },
  loudness_variation: { kind: "throughout", weight: 0.3, least: 0.5 },
  burst_after_pause: { kind: "opening", weight: 0.4, least: 1 },
  pauses: { kind: "throughout", weight: -0.7, least: 0.05 },
  cut_rhythm: { kind: "throughout", weight: 0.2, least: 0.5 },
  whole_sentences: { kind: "share", weight: 1.2, middle: 0.75 },
  topic_edge: { kind: "share", weight: 0.5, middle: 0.3 },
  length_fit: { kind: "share", weight: 0.8, middle: 0.5 },
};
const names = Object.keys(rules) as (keyof RawFeatures)[];
const chanceSeconds = 15;
const span = Math.sqrt(names.reduce((sum, name) => sum + rules[name].weight ** 2, 0));

/** The features of a candidate as they are shown (z-scores and shares), and its score 0–100. */
export type Scored = { features: Record<string, number>; score: number };

/** Scores each candidate against all the others. 50 is what the video has throughout. */
export function scoreAll(candidates: readonly { raw: RawFeatures; seconds: number }[]): Scored[] {
  const spreads = new Map(names.map((name) => [name, spreadOf(candidates.map(({ raw }) => raw[name]))]));
  return candidates.map(({ raw, seconds }) => {
    const features: Record<string, number> = {};
    let total = 0;
    const trust = trustIn(seconds);
    for (const name of names) {
      const rule = rules[name];
      const z = rule.kind === "share" ? 0 : zScore(raw[name], spreads.get(name), rule.least);
      const value = rule.kind === "share" ? raw[name] : z * (rule.kind === "throughout" ? trust : 1);
      features[name] = round(value);
      total += rule.weight * (rule.kind === "share" ? 2 * (value - rule.middle) : value);
    }
    return { features, score: logistic(total, span) };
  });
}

/** A short stretch stands out by chance: how much of its difference from the rest counts, 0–1. */
export function trustIn(seconds: number): number {
  return seconds / (seconds + chanceSeconds);
}

/** A weighted sum of about ±`scale` → a score above 0 and below 100, one decimal. */
export function logistic(total: number, scale: number): number {
  return Math.round(990 / (1 + Math.exp((-1.1 * total) / scale))) / 10;
}

export type Spread = { mean: number; deviation: number };

export function spreadOf(values: readonly number[]): Spread {
  const known = values.filter((v) => Number.isFinite(v));
  if (known.length === 0) return { mean: 0, deviation: 0 };
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  return { mean, deviation: Math.sqrt(known.reduce((a, b) => a + (b - mean) ** 2, 0) / known.length) };
}

/** Standard deviations above the mean, within ±4; 0 for what could not be measured. */
export function zScore(value: number, spread: Spread | undefined, least: number): number {
  if (!spread || !Number.isFinite(value)) return 0;
  return Math.max(-4, Math.min(4, (value - spread.mean) / Math.max(spread.deviation, least)));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
