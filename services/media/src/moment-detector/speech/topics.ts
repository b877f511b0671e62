import type { Speech } from "./speech.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * How strongly the subject changes before each unit, 0–1: the depth score of TextTiling (Hearst 1997), the cosine of the
 * words of `blockUnits` units on either side against the peaks around it.
 */
export function topicEdges(speech: Speech, vocabulary: Vocabulary, blockUnits = 6): number[] {
  const bags = speech.units.map((unit) => bagOf(unit.first, unit.last, vocabulary));
  const likeness = bags.map((_, i) =>
    i === 0 ? 0 : cosine(merge(bags, i - blockUnits, i), merge(bags, i, i + blockUnits)),
  );
  const depths = likeness.map((value, i) =>
    i === 0 ? 0 : peakFrom(likeness, i, -1, blockUnits) + peakFrom(likeness, i, 1, blockUnits) - 2 * value,
  );
  const deepest = Math.max(...depths, 0);
  // In a talk of a single subject the deepest dip is still shallow: it is no edge then.
  const scale = Math.max(deepest, 0.2);
  return depths.map((depth, i) => (i === 0 ? 1 : Math.max(0, depth) / scale));
}

type Bag = Map<string, number>;

function bagOf(first: number, last: number, vocabulary: Vocabulary): Bag {
  const bag: Bag = new Map();
  for (let i = first; i <= last; i += 1) {
    const weight = vocabulary.weightOf(i);
    if (weight > 0) bag.set(vocabulary.termOf(i), (bag.get(vocabulary.termOf(i)) ?? 0) + weight);
  }
  return bag;
}

function merge(bags: readonly Bag[], from: number, to: number): Bag {
  const merged: Bag = new Map();
  for (const bag of bags.slice(Math.max(0, from), to)) {
    for (const [term, weight] of bag) merged.set(term, (merged.get(term) ?? 0) + weight);
  }
  return merged;
}

function cosine(a: Bag, b: Bag): number {
  let dot = 0;
  for (const [term, weight] of a) dot += weight * (b.get(term) ?? 0);
  const size = Math.sqrt(squares(a) * squares(b));
  return size === 0 ? 0 : dot / size;
}

function squares(bag: Bag): number {
  let sum = 0;
  for (const weight of bag.values()) sum += weight * weight;
  return sum;
}

/** The highest value that is reached by climbing from `at` in one direction, at most `reach` steps. */
function peakFrom(values: readonly number[], at: number, step: 1 | -1, reach: number): number {
  let peak = values[at] ?? 0;
  for (let k = 1; k <= reach; k += 1) {
    const next = values[at + k * step];
    // Index 0 has no left side to compare, so its value is none.
    if (next === undefined || at + k * step === 0 || next < peak) break;
    peak = next;
  }
  return peak;
}
