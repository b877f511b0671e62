const patienceMs = 1500;

/** Says something to whoever started us. */
export function say(line: string): void {
  console.log(line);
}

export type StepWords<T> = {
  /** What is worth knowing of the result. */
  note?: (result: T) => string;
  /** What to do when the step fails, where the error itself does not say it. */
  fix?: string;
};

/**
 * One step of the start: a line with its time when it is done, a word before when it takes long.
 * Errors: StepError with the name of the step, the words of what went wrong, and what to do.
 */
export async function step<T>(what: string, work: () => Promise<T>, words: StepWords<T> = {}): Promise<T> {
  const startedAt = performance.now();
  const patience = setTimeout(() => say(`  … ${what}`), patienceMs);
  try {
    const result = await work();
    const known = words.note?.(result);
    say(`  ✓ ${what}${known ? `: ${known}` : ""} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    throw new StepError(what, error, words.fix);
  } finally {
    clearTimeout(patience);
  }
}

export class StepError extends Error {
  constructor(what: string, cause: unknown, fix?: string) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super([`✗ ${what}`, why, ...(fix ? [`To do: ${fix}`] : [])].join("\n"), { cause });
    this.name = "StepError";
  }
}
