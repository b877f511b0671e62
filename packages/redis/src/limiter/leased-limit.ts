import { LRUCache } from "lru-cache";
import type { LimitRule, Standing, Verdict } from "./limit-rule.ts";
import type { Limiter } from "./limiter.ts";

/** Calls of a subject that have been counted and not been made yet. Times in milliseconds of `performance.now()`. */
type Lease = {
  calls: number;
  /** Left for everybody when it was asked last. */
  shared: number;
  /** When the counts that it stands for leave the window. */
  until: number;
  resetAt: number;
};

/** Parts of a limit that are leased at a time, and the most calls of a lease. */
const parts = 20;
const mostCalls = 500;
/** Of more subjects, those that ask least lose what they have at hand. */
const mostSubjects = 50_000;

/**
 * A limit whose calls are counted some ahead, so that most need no word from Redis. A lease is a twentieth of the limit (at most
 * 500 calls), serves for one window, and is renewed when half of it is left. What that costs in exactness: in one window an
 * instance may let a lease more through than the limit, and others may refuse a lease earlier, since what one has at hand the
 * others cannot give. With one instance no call is refused while the limit has some left.
 */
export class LeasedLimit {
  readonly rule: LimitRule;
  readonly #limiter: Pick<Limiter, "lease">;
  readonly #leases = new LRUCache<string, Lease>({ max: mostSubjects });
  readonly #asking = new Map<string, Promise<Verdict>>();

  constructor(limiter: Pick<Limiter, "lease">, rule: LimitRule) {
    this.#limiter = limiter;
    this.rule = rule;
  }

  /** Calls that are leased at a time; the rule's limit may change. */
  get batch(): number {
    return Math.min(mostCalls, Math.max(1, Math.floor(this.rule.limit / parts)));
  }

  /** Makes a call that is at hand; undefined where none is. */
  use(subject: string): Standing | undefined {
    const lease = this.#leases.get(subject);
    if (!lease || lease.calls === 0) return undefined;
    const now = performance.now();
    if (lease.until <= now) return undefined;
    lease.calls -= 1;
    if (lease.calls < this.batch / 2 && lease.shared > 0) void this.#ask(subject);
    return {
      rule: this.rule,
      allowed: true,
      remaining: lease.shared + lease.calls,
      resetSeconds: Math.max(0, Math.ceil((lease.resetAt - now) / 1000)),
      retryAfterSeconds: 0,
    };
  }

  /** Makes a call, and asks for more where none is at hand; those who ask at the same time ask once. Never throws. */
  async take(subject: string): Promise<Verdict> {
    for (;;) {
      const standing = this.use(subject);
      if (standing) return { allowed: true, retryAfterSeconds: 0, by: "instance", standings: [standing] };
      const verdict = await this.#ask(subject);
      if (!verdict.allowed) return verdict;
    }
  }

  #ask(subject: string): Promise<Verdict> {
    const asked = this.#asking.get(subject);
    if (asked) return asked;
    const asking = this.#lease(subject).finally(() => this.#asking.delete(subject));
    this.#asking.set(subject, asking);
    return asking;
  }

  async #lease(subject: string): Promise<Verdict> {
    const { rule } = this;
    const askedAt = performance.now();
    const before = this.#atHand(subject, askedAt);
    const verdict = await this.#limiter.lease({ rule, subject, cost: Math.max(1, this.batch - (before?.calls ?? 0)) });
    const [standing] = verdict.standings;
    // What was used meanwhile is gone.
    const held = this.#atHand(subject, askedAt);
    this.#leases.set(subject, {
      calls: (held?.calls ?? 0) + verdict.calls,
      shared: verdict.allowed ? (standing?.remaining ?? 0) : 0,
      until: held && held.calls > 0 ? held.until : askedAt + rule.windowSeconds * 1000,
      resetAt: askedAt + (standing?.resetSeconds ?? 0) * 1000,
    });
    return verdict;
  }

  #atHand(subject: string, now: number): Lease | undefined {
    const lease = this.#leases.peek(subject);
    return lease && lease.until > now ? lease : undefined;
  }
}
