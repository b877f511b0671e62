import { backoffMs } from "../backoff.ts";

const quickTries = 5;
const quick = { firstMs: 400, mostMs: 8000 } as const;
const slow = { firstMs: 60_000, mostMs: 60_000 } as const;
/** A connection that lasted for this long was one; a shorter one counts as a failed try, so that nobody runs in circles. */
const lastingMs = 10_000;

/** When to try again: five times soon, each later than the one before and at random, so that not all come at once; then slowly. */
export class ReconnectSchedule {
  #tries = 0;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Milliseconds until the next try, after a connection that stood for `lastedMs`. */
  next(lastedMs = 0): number {
    if (lastedMs >= lastingMs) this.#tries = 0;
    this.#tries++;
    if (this.#tries <= quickTries) return backoffMs(this.#tries, { ...quick, random: this.#random });
    return backoffMs(1, { ...slow, random: this.#random });
  }

  /** Something has changed: quick tries again. */
  reset(): void {
    this.#tries = 0;
  }
}
