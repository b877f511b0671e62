import type { Shape, Tally } from "./tally.ts";

/** What `token-bucket.lua` does, in memory. */
export class Bucket implements Tally {
  #tokens: number | undefined;
  #at = 0;

  judge(now: number, { limit, windowMs, extra, cost }: Shape) {
    const rate = limit / windowMs;
    this.#tokens = this.#tokens === undefined ? extra : Math.min(extra, this.#tokens + (now - this.#at) * rate);
    this.#at = now;
    const missing = Math.min(cost, extra) - this.#tokens;
    return {
      waitMs: missing > 0 ? missing / rate : 0,
      left: Math.floor(this.#tokens),
      resetMs: (extra - this.#tokens) / rate,
    };
  }

  spend(_now: number, { cost }: Shape): void {
    this.#tokens = (this.#tokens ?? 0) - cost;
  }
}
