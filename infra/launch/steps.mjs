/** A step of a start or a test run: one line when it is done, and a word before when it takes long. */
export async function step(what, log, work) {
  const startedAt = performance.now();
  const patience = setTimeout(() => console.log(`  … ${what}${log ? ` (log: ${log})` : ""}`), 1500);
  try {
    const note = await work();
    console.log(`  ✓ ${what}${note ? `: ${note}` : ""} (${seconds(performance.now() - startedAt)})`);
  } finally {
    clearTimeout(patience);
  }
}

export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A failure that a person can act on: what failed, where its log is, what to do. */
export class StepFailure extends Error {
  constructor(what, { log, fix }) {
    super([`✗ ${what}`, log && `  log: ${log}`, `  fix: ${fix}`].filter(Boolean).join("\n"));
  }
}

/** Runs the program of a launcher; a failure is told in words, anything else with its stack. */
export async function launcher(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof StepFailure ? error.message : error);
    process.exitCode = 1;
  }
}
