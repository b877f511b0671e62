import type { Config } from "../config.ts";

/** What is locked: an account everywhere but where it is known, an account where it is known, or a network. */
export const lockKinds = ["account", "account_here", "address"] as const;
export type LockKind = (typeof lockKinds)[number];

/** All times in seconds. */
export type LockoutPolicy = {
  /** Failures that lead to a lock. */
  failures: Record<LockKind, number>;
  /** Length of the first lock, of the second in a row, and so on; the last one goes on. */
  pauses: Record<LockKind, readonly number[]>;
  /** After that long without another, failures and earlier locks do not count any more. */
  forget: number;
};

/** Read at each sign-in: operators change it meanwhile. */
export function lockoutPolicy(config: Config): LockoutPolicy {
  return {
    get failures() {
      return {
        account: config.SIGN_IN_FAILURES,
        account_here: config.SIGN_IN_FAILURES,
        address: config.SIGN_IN_FAILURES_PER_ADDRESS,
      };
    },
    get pauses() {
      const pauses = config.SIGN_IN_LOCK_SECONDS;
      // Anybody can bring this one about from anywhere, so it never lasts long.
      const account = pauses.map((seconds) => Math.min(seconds, config.SIGN_IN_ACCOUNT_LOCK_MAX_SECONDS));
      return { account, account_here: pauses, address: pauses };
    },
    get forget() {
      return config.SIGN_IN_FORGET_SECONDS;
    },
  };
}

/** Seconds of the n-th lock in a row. */
export function pauseOf(policy: LockoutPolicy, kind: LockKind, locks: number): number {
  const pauses = policy.pauses[kind];
  return pauses[Math.min(locks, pauses.length) - 1] ?? 0;
}
