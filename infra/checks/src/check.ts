/** What a check found: how much of it passed, how much failed. */
export type Tally = { passed: number; failed: number };

/** One part of `npm test`. It says in words what is wrong, on the way; a failure to run at all is thrown. */
export type Check = {
  name: string;
  run(context: CheckContext): Promise<Tally>;
};

export type CheckContext = {
  searchPath: string;
  home: string;
  /** A folder for reports, empty at the start. */
  reports: string;
};

export const onePassed: Tally = { passed: 1, failed: 0 };
export const oneFailed: Tally = { passed: 0, failed: 1 };

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });
}
