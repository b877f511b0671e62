import type { EdgeRules } from "../edges.ts";
import { pickBest } from "../pick.ts";
import { lengthFit, preferredSeconds, withoutWhole, type Proposal, type Wish } from "../proposal.ts";
import { logistic, spreadOf, trustIn, zScore } from "../score/scoring.ts";
import { describeWindow } from "./describe.ts";
import type { Relative, WindowFeatures } from "./features.ts";
import { meanOver, type Stretch, type WordlessMaterial } from "./material.ts";
import { cutsWithin, listWindows } from "./windows.ts";

/** What each feature counts, and the smallest spread that is taken for a real difference. */
const rules = {
  loudness: { weight: 1, least: 1 },
  loudness_variation: { weight: 0.4, least: 0.5 },
  motion: { weight: 0.8, least: 0.2 },
  cut_rhythm: { weight: 0.8, least: 0.3 },
} as const satisfies Record<Relative, object>;
const names = Object.keys(rules) as Relative[];
const lengthWeight = 0.8;
const scale = Math.hypot(lengthWeight, ...names.map((name) => rules[name].weight));

/**
 * Moments without words, best first and without overlap: windows from cut or pause to cut or pause by loudness, motion
 * and rhythm of cuts. None where nothing is heard and nothing moves.
 */
export function proposeWordless(material: WordlessMaterial, edges: EdgeRules, wish: Wish): Proposal[] {
  const preferred = preferredSeconds(edges.duration, wish);
  const windows = withoutWhole(listWindows(material, edges, wish, preferred), edges.duration);
  const measured = windows.map((window) => ({ ...window, raw: measure(window, material, edges, preferred) }));
  const spreads = new Map(names.map((name) => [name, spreadOf(measured.map((m) => m.raw[name]))]));
  const rated = measured.map((window) => {
    const { raw } = window;
    const trust = trustIn(window.end - window.start);
    const z = new Map(names.map((name) => [name, trust * zScore(raw[name], spreads.get(name), rules[name].least)]));
    const relative = names.reduce((sum, name) => sum + rules[name].weight * (z.get(name) ?? 0), 0);
    const score = logistic(relative + lengthWeight * 2 * (raw.length_fit - 0.5), scale);
    return { ...window, score, features: { ...Object.fromEntries(z), length_fit: raw.length_fit } };
  });
  return pickBest(rated, wish.count, 0).map(({ start, end, score, raw, features }) => ({
    start,
    end,
    score,
    features: rounded(features),
    ...describeWindow({ start, end }, raw, features, material, edges),
    text: "",
  }));
}

function measure(w: Stretch, material: WordlessMaterial, edges: EdgeRules, preferred: number): WindowFeatures {
  const seconds = w.end - w.start;
  return {
    loudness: material.loudness.mean(w.start, w.end) ?? Number.NaN,
    loudness_variation: material.loudness.deviation(w.start, w.end),
    motion: meanOver(material.motion, w),
    cut_rhythm: (10 * cutsWithin(w, edges.cuts)) / seconds,
    length_fit: lengthFit(seconds, preferred),
  };
}

function rounded(values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value * 100) / 100]));
}
