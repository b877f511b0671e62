import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { breakerScripts } from "../src/breaker/breaker-scripts.ts";
import type { BreakerChange, BreakerSettings, BreakerState, CallOutcome } from "../src/breaker/breaker-settings.ts";
import { LocalBreaker } from "../src/breaker/local-breaker.ts";
import type { RedisLink } from "../src/redis-link.ts";
import { startLinks, type TestLinks } from "./support/test-links.ts";
import { clockArguments, withClock } from "./support/with-clock.ts";

let redis: TestLinks;
let link: RedisLink;
beforeAll(async () => {
  redis = await startLinks();
  link = await redis.connect();
});
afterAll(() => redis.stop());

const settings: BreakerSettings = {
  services: ["jobs"],
  carefulServices: ["jobs"],
  failures: 3,
  calls: 6,
  openSeconds: 60,
  probeSeconds: 10,
};
const scripts = {
  admit: withClock(breakerScripts.admit),
  report: withClock(breakerScripts.report),
  inspect: withClock(breakerScripts.inspect),
};

/** Time passes, a call is asked for, or one of those under way comes to an end; `which` says which of them. */
type Step = { passed: number } | { admit: { critical: boolean } } | { report: { which: number; outcome: CallOutcome } };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ passed: fc.constantFrom(1, 500, 9_999, 10_000, 59_999, 60_000) }) },
    { weight: 5, arbitrary: fc.record({ admit: fc.record({ critical: fc.boolean() }) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        report: fc.record({
          which: fc.nat(20),
          outcome: fc.constantFrom<CallOutcome>("success", "failure", "failure", "refusal"),
        }),
      }),
    },
  ),
  { maxLength: 80, size: "max" },
);

/**
 * What a breaker has to do, said in its own way: calls belong to an era, which ends with each opening, closing and try; only
 * those of the present era count.
 */
class Expected {
  era = 0;
  state: BreakerState = "closed";
  results: CallOutcome[] = [];
  /** When it opened, or when somebody began to try. */
  since = 0;
  /** A try was refused for business reasons: the next may try at once. */
  free = false;

  get failures(): number {
    return this.results.slice(-6).filter((result) => result === "failure").length;
  }

  admits(critical: boolean, now: number): boolean {
    if (this.state === "closed") return true;
    const rest = this.state === "open" ? 60_000 : 10_000;
    if (now - this.since < rest && !this.free) return false;
    if (critical) return false;
    this.turn("half_open", now);
    return true;
  }

  report(era: number, outcome: CallOutcome, now: number): BreakerChange {
    if (era !== this.era) return "none";
    if (outcome === "refusal") {
      this.free = this.state === "half_open";
      return "none";
    }
    if (this.state === "half_open") {
      this.turn(outcome === "success" ? "closed" : "open", now);
      return outcome === "success" ? "closed" : "opened";
    }
    this.results.push(outcome);
    if (this.failures < 3) return "none";
    this.turn("open", now);
    return "opened";
  }

  turn(state: BreakerState, now: number): void {
    this.era += 1;
    this.state = state;
    this.results = [];
    this.since = now;
    this.free = false;
  }
}

type Ticket = { era: number; shared: string; local: number };

/** The same events for a breaker in Redis, one in memory, and what is expected of both. */
class Trial {
  readonly #key = `action-dispatcher:breaker:${randomUUID()}`;
  readonly #expected = new Expected();
  readonly #local = new LocalBreaker(settings);
  readonly #tickets: Ticket[] = [];
  #now = 0;

  /** What both answered to an event, and what they should have. */
  async go(step: Step): Promise<{ answered: unknown[]; wanted: unknown[] }> {
    if ("admit" in step) return this.#admit(step.admit.critical);
    if ("report" in step) return this.#report(step.report);
    this.#now += step.passed;
    return { answered: [], wanted: [] };
  }

  async standing(): Promise<{ answered: unknown[]; wanted: unknown[] }> {
    const reply = await link.run(scripts.inspect, [this.#key], clockArguments(this.#now));
    const [[sharedState, sharedFailures]] = reply as [[string, number]];
    const { state, failures } = this.#local.inspect(this.#now);
    const wanted = [this.#expected.state, this.#expected.failures];
    return { answered: [sharedState, sharedFailures, state, failures], wanted: [...wanted, ...wanted] };
  }

  async #admit(critical: boolean) {
    const args = [10_000, critical ? 0 : 1, ...clockArguments(this.#now)];
    const [admitted, shared] = (await link.run(scripts.admit, [this.#key], args)) as [number, string];
    const alone = this.#local.admit(!critical, this.#now);
    const wanted = this.#expected.admits(critical, this.#now);
    if (alone.admitted) this.#tickets.push({ era: this.#expected.era, shared, local: alone.generation });
    return { answered: [admitted === 1, alone.admitted], wanted: [wanted, wanted] };
  }

  async #report({ which, outcome }: { which: number; outcome: CallOutcome }) {
    const [ticket] = this.#tickets.splice(which % Math.max(1, this.#tickets.length), 1);
    if (!ticket) return { answered: [], wanted: [] };
    const args = [ticket.shared, outcome, 3, 6, 60_000, ...clockArguments(this.#now)];
    const shared = await link.run(scripts.report, [this.#key], args);
    const wanted = this.#expected.report(ticket.era, outcome, this.#now);
    return { answered: [shared, this.#local.report(ticket.local, outcome, this.#now)], wanted: [wanted, wanted] };
  }
}

it("a breaker in Redis and one in memory both do what is expected, whatever happens", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const trial = new Trial();
      for (const step of given) {
        const reaction = await trial.go(step);
        expect(reaction.answered).toEqual(reaction.wanted);
        const standing = await trial.standing();
        expect(standing.answered).toEqual(standing.wanted);
      }
    }),
    { numRuns: 150 },
  );
});
