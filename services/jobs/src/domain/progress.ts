/** Where a run is: its progress when the current step began, and the share of the whole that this step is; 0 to 1. */
export type RunProgress = { base: number; span: number };

/**
 * The next step's share of what is left of a run, by expected seconds. Estimates may change at each step without the progress
 * ever going back, since only what is left is shared out anew.
 */
export function nextShare(expectedSecondsToCome: readonly number[]): number {
  const total = expectedSecondsToCome.reduce((sum, seconds) => sum + seconds, 0);
  const [next = 0] = expectedSecondsToCome;
  return total > 0 ? next / total : 0;
}

/** Where a run is as its next step begins; finish_step.sql computes the same. */
export function advance(finished: RunProgress, share: number): RunProgress {
  const base = Math.min(1, finished.base + finished.span);
  return { base, span: (1 - base) * share };
}

/** Progress of a run whose current step has reached `reached`; 0 to 1. */
export function progressOf(run: RunProgress, reached: number): number {
  return Math.min(1, run.base + run.span * reached);
}
