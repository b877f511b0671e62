import { LRUCache } from "lru-cache";
import { Bucket } from "./bucket.ts";
import { burstSeconds, extraOf, type Ask, type LimitRule } from "./limit-rule.ts";
import { keyOf, type LimitMode, type LimitReply } from "./limit-script.ts";
import { SlidingCalls } from "./sliding-calls.ts";
import type { Shape, Tally } from "./tally.ts";

/** What Redis said last of a count: it binds for as long as it can still be true. */
type Heard = { left: number; until: number };

const mostSubjects = 100_000;

/**
 * What an instance counts by itself while Redis is away: of each limit its share (limit ÷ instances, rounded down, but at
 * least 1), and of a quota whose rest Redis has told, its share of the rest. A fixed window is counted as a sliding one.
 */
export class LocalLimits {
  readonly #instances: number;
  readonly #tallies = new LRUCache<string, Tally>({ max: mostSubjects });
  readonly #heard = new LRUCache<string, Heard>({ max: mostSubjects });

  constructor(instances: number) {
    this.#instances = instances;
  }

  /** Remembers what Redis has answered at `now`. */
  hear(asks: readonly Ask[], reply: LimitReply, now: number): void {
    for (const [index, ask] of asks.entries()) {
      const [waitMs, left, resetMs] = reply[index] ?? [0, 0, 0];
      const bindsMs = waitMs > 0 ? waitMs : restBindsMs(ask.rule, resetMs);
      if (bindsMs > 0) this.#heard.set(keyOf(ask), { left: waitMs > 0 ? 0 : left, until: now + bindsMs });
    }
  }

  /** What `take.lua` would answer, by this instance's own counts at `now` (milliseconds of a monotonic clock). */
  decide(mode: LimitMode, asks: readonly Ask[], now: number): LimitReply {
    const counts = asks.map((ask) => ({ ask, shape: this.#shareOf(ask), tally: this.#tallyOf(ask) }));
    const judged = counts.map(({ ask, shape, tally }) => this.#cap(ask, tally.judge(now, shape), now));
    const spends = mode === "charge" || (mode === "take" && judged.every(({ waitMs }) => waitMs === 0));
    return counts.map(({ ask, shape, tally }, index) => {
      if (spends) this.#spend(ask, tally, shape, now);
      const { left, resetMs } = this.#cap(ask, tally.judge(now, shape), now);
      return [judged[index]?.waitMs ?? 0, Math.max(0, left), Math.max(0, resetMs)];
    });
  }

  #spend(ask: Ask, tally: Tally, shape: Shape, now: number): void {
    tally.spend(now, shape);
    const heard = this.#heard.get(keyOf(ask));
    // The others are taken to do as much.
    if (heard) heard.left -= this.#instances;
  }

  #cap(ask: Ask, standing: ReturnType<Tally["judge"]>, now: number): ReturnType<Tally["judge"]> {
    const heard = this.#heard.get(keyOf(ask));
    if (!heard || heard.until <= now) return standing;
    const left = Math.min(standing.left, Math.floor(heard.left / this.#instances));
    const waitMs = left > 0 ? standing.waitMs : Math.max(standing.waitMs, heard.until - now);
    return { ...standing, left, waitMs };
  }

  #tallyOf(ask: Ask): Tally {
    const key = keyOf(ask);
    let tally = this.#tallies.get(key);
    if (!tally) {
      tally = ask.rule.algorithm === "token_bucket" ? new Bucket() : new SlidingCalls();
      this.#tallies.set(key, tally);
    }
    return tally;
  }

  #shareOf({ rule, cost = 1 }: Ask): Shape {
    const share = (whole: number): number => (whole === 0 ? 0 : Math.max(1, Math.floor(whole / this.#instances)));
    return { limit: share(rule.limit), windowMs: rule.windowSeconds * 1000, extra: share(extraOf(rule)), cost };
  }
}

/** For how long the rest of a quota that was not used up tells anything; a bucket's refills too soon for that. */
function restBindsMs(rule: LimitRule, resetMs: number): number {
  if (rule.algorithm === "token_bucket") return 0;
  return rule.algorithm !== "fixed_window" && rule.burst ? Math.min(resetMs, burstSeconds * 1000) : resetMs;
}
