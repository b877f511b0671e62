import { LRUCache } from "lru-cache";
import { Bucket } from "./bucket.ts";
import { burstSeconds, extraOf, type Ask, type LimitRule } from "./limit-rule.ts";
import { keyOf, type LimitMode, type LimitReply } from "./limit-script.ts";
import { SlidingCalls } from "./sliding-calls.ts";
import type { Shape, Tally } from "./tally.ts";

/** The count of a subject under a rule; `heard` is what Redis said last of it, which binds for as long as it can still be true. */
type Count = { tally: Tally; heard?: { left: number; until: number } };

/** Of more, those that are asked for least are forgotten. */
const mostCounts = 50_000;

/**
 * What an instance counts by itself while Redis is away: of each limit its share (limit ÷ instances, rounded down, but at
 * least 1), and of a quota whose rest Redis has told, its share of the rest. A fixed window is counted as a sliding one.
 */
export class LocalLimits {
  readonly #instances: number;
  readonly #counts = new LRUCache<string, Count>({ max: mostCounts });

  constructor(instances: number) {
    this.#instances = instances;
  }

  /** Remembers what Redis has answered at `now`. */
  hear(asks: readonly Ask[], reply: LimitReply, now: number): void {
    for (const [index, ask] of asks.entries()) {
      const [waitMs, left, resetMs] = reply[index] ?? [0, 0, 0];
      const bindsMs = waitMs > 0 ? waitMs : restBindsMs(ask.rule, resetMs);
      if (bindsMs > 0) this.#countOf(ask).heard = { left: waitMs > 0 ? 0 : left, until: now + bindsMs };
    }
  }

  /** What `take.lua` would answer, by this instance's own counts at `now` (milliseconds of a monotonic clock). */
  decide(mode: LimitMode, asks: readonly Ask[], now: number): LimitReply {
    const counts = asks.map((ask) => ({ count: this.#countOf(ask), shape: this.#shareOf(ask) }));
    const judged = counts.map(({ count, shape }) => this.#judge(count, mode === "lease" ? oneCall(shape) : shape, now));
    const spends = mode === "charge" || (mode !== "peek" && judged.every(({ waitMs }) => waitMs === 0));
    return counts.map(({ count, shape }, index) => {
      const { waitMs = 0, left = 0 } = judged[index] ?? {};
      const spent = mode === "lease" ? leasedCalls(shape, left) : shape;
      if (spends) this.#spend(count, spent, now);
      const after = this.#judge(count, shape, now);
      return [
        Math.ceil(waitMs),
        Math.max(0, after.left),
        Math.max(0, Math.ceil(after.resetMs)),
        spends ? spent.calls : 0,
      ];
    });
  }

  #judge({ tally, heard }: Count, shape: Shape, now: number): ReturnType<Tally["judge"]> {
    const standing = tally.judge(now, shape);
    if (!heard || heard.until <= now) return standing;
    const left = Math.min(standing.left, Math.floor(heard.left / this.#instances));
    const waitMs = left > 0 ? standing.waitMs : Math.max(standing.waitMs, heard.until - now);
    return { ...standing, left, waitMs };
  }

  #spend({ tally, heard }: Count, shape: Shape, now: number): void {
    tally.spend(now, shape);
    // The others are taken to do as much.
    if (heard) heard.left -= this.#instances * shape.calls;
  }

  #countOf(ask: Ask): Count {
    const key = keyOf(ask);
    let count = this.#counts.get(key);
    if (!count) {
      count = { tally: ask.rule.algorithm === "token_bucket" ? new Bucket() : new SlidingCalls() };
      this.#counts.set(key, count);
    }
    return count;
  }

  #shareOf({ rule, cost = 1 }: Ask): Shape {
    const share = (whole: number): number => (whole === 0 ? 0 : Math.max(1, Math.floor(whole / this.#instances)));
    return {
      limit: share(rule.limit),
      windowMs: rule.windowSeconds * 1000,
      extra: share(extraOf(rule)),
      cost,
      calls: 1,
    };
  }
}

function oneCall(shape: Shape): Shape {
  return { ...shape, cost: 1 };
}

/** As many calls as are left, up to the cost. */
function leasedCalls(shape: Shape, left: number): Shape {
  const calls = Math.max(1, Math.min(shape.cost, left));
  return { ...shape, calls, cost: calls };
}

/** For how long the rest of a quota that was not used up tells anything; a bucket's refills too soon for that. */
function restBindsMs(rule: LimitRule, resetMs: number): number {
  if (rule.algorithm === "token_bucket") return 0;
  return rule.algorithm !== "fixed_window" && rule.burst ? Math.min(resetMs, burstSeconds * 1000) : resetMs;
}
