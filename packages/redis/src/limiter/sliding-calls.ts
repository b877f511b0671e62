import { burstSeconds } from "./limit-rule.ts";
import type { Shape, Tally } from "./tally.ts";

const burstMs = burstSeconds * 1000;
/** Calls that may lie before the window until their places are given back. */
const mostStale = 1000;

/** What `sliding-window.lua` does, in memory. */
export class SlidingCalls implements Tally {
  /** When each call came, the oldest first; those before `#first` have left the window. */
  #calls: number[] = [];
  #first = 0;

  judge(now: number, { limit, windowMs, extra }: Shape) {
    this.#forget(now - windowMs);
    const used = this.#calls.length - this.#first;
    let waitMs = used >= limit ? this.#waitFor(limit, windowMs, now) : 0;
    let left = limit - used;
    if (extra > 0) {
      const recent = this.#countSince(now - burstMs, extra);
      if (recent >= extra) waitMs = Math.max(waitMs, this.#waitFor(extra, burstMs, now));
      left = Math.min(left, extra - recent);
    }
    const newest = used > 0 ? this.#calls.at(-1) : undefined;
    return { waitMs, left, resetMs: newest === undefined ? 0 : newest + windowMs - now };
  }

  spend(now: number, { calls }: Pick<Shape, "calls">): void {
    for (let call = 0; call < calls; call += 1) this.#calls.push(now);
  }

  #forget(until: number): void {
    while (this.#first < this.#calls.length && (this.#calls[this.#first] ?? 0) <= until) this.#first += 1;
    if (this.#first <= mostStale) return;
    this.#calls = this.#calls.slice(this.#first);
    this.#first = 0;
  }

  /** Calls after `since`, counted no further than `most`. */
  #countSince(since: number, most: number): number {
    let count = 0;
    while (count < most && count < this.#calls.length && (this.#calls.at(-1 - count) ?? 0) > since) count += 1;
    return count;
  }

  /** Milliseconds until fewer than `allowed` calls lie within the last `span`. */
  #waitFor(allowed: number, span: number, now: number): number {
    const blocking = this.#calls.at(-allowed);
    return blocking === undefined ? span : blocking + span - now;
  }
}
