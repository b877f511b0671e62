/** The pauses on both sides of a run of words, and the cuts of the picture: what a clip's ends may be laid into. Seconds. */
export type EdgeRules = {
  /** Silence kept before the first and after the last word at the most. */
  padding: number;
  fps: number;
  duration: number;
  /** In order of time. */
  cuts: readonly number[];
};

/** Where a clip begins: within the pause before its first word, on a frame, at a cut of the picture where one lies there. */
export function startEdge(wordStart: number, pauseBefore: number, rules: EdgeRules): number {
  const earliest = Math.max(0, wordStart - room(pauseBefore, rules.padding));
  const at = firstBetween(rules.cuts, earliest, wordStart) ?? earliest;
  // Down to a frame loses no sound of the word; where that falls into the word before, the nearer frame does less harm.
  const down = Math.floor(at * rules.fps + 1e-6) / rules.fps;
  return down >= wordStart - pauseBefore ? down : Math.round(at * rules.fps) / rules.fps;
}

/** Where a clip ends: within the pause after its last word, on a frame, before a cut of the picture where one lies there. */
export function endEdge(wordEnd: number, pauseAfter: number, rules: EdgeRules): number {
  const latest = Math.min(rules.duration, wordEnd + room(pauseAfter, rules.padding));
  const at = firstBetween(rules.cuts, wordEnd, latest) ?? latest;
  const up = Math.ceil(at * rules.fps - 1e-6) / rules.fps;
  if (up <= Math.min(rules.duration, wordEnd + pauseAfter)) return up;
  return Math.min(Math.round(at * rules.fps), Math.floor(rules.duration * rules.fps + 1e-6)) / rules.fps;
}

/** Half of a short pause is left to the neighbour, so that its word is not heard. */
function room(pause: number, padding: number): number {
  return Math.min(padding, pause / 2);
}

/** The first of ordered values in a closed range; logarithmic in their number. */
function firstBetween(values: readonly number[], low: number, high: number): number | undefined {
  const found = values[firstAtOrAfter(values, low)];
  return found !== undefined && found <= high ? found : undefined;
}

/** Index of the first of ordered values that is not below `low`; their number where none is. */
export function firstAtOrAfter(values: readonly number[], low: number): number {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((values[middle] ?? 0) < low) from = middle + 1;
    else to = middle;
  }
  return from;
}
