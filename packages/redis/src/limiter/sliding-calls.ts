import { burstSeconds } from "./limit-rule.ts";
import type { Shape, Tally } from "./tally.ts";

const burstMs = burstSeconds * 1000;

/** What `sliding-window.lua` does, in memory. */
export class SlidingCalls implements Tally {
  /** When each call of the window came, the oldest first. */
  #calls: number[] = [];

  judge(now: number, { limit, windowMs, extra }: Shape) {
    this.#calls = this.#calls.filter((at) => at > now - windowMs);
    const used = this.#calls.length;
    let waitMs = used >= limit ? this.#waitFor(limit, windowMs, now) : 0;
    let left = limit - used;
    if (extra > 0) {
      const recent = this.#calls.filter((at) => at > now - burstMs).length;
      if (recent >= extra) waitMs = Math.max(waitMs, this.#waitFor(extra, burstMs, now));
      left = Math.min(left, extra - recent);
    }
    const newest = this.#calls.at(-1);
    return { waitMs, left, resetMs: newest === undefined ? 0 : newest + windowMs - now };
  }

  spend(now: number): void {
    this.#calls.push(now);
  }

  /** Milliseconds until fewer than `allowed` calls lie within the last `span`. */
  #waitFor(allowed: number, span: number, now: number): number {
    const blocking = this.#calls.at(-allowed);
    return blocking === undefined ? span : blocking + span - now;
  }
}
