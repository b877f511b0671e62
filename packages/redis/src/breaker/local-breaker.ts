import type { BreakerChange, BreakerSettings, BreakerState, CallOutcome } from "./breaker-settings.ts";

export type LocalAdmission = { admitted: true; generation: number } | { admitted: false; retryMs: number };

/** What the scripts do, in memory, for one service. Times in milliseconds of a clock that never goes back. */
export class LocalBreaker {
  readonly #settings: BreakerSettings;
  #state: BreakerState = "closed";
  #generation = 0;
  /** Of the last calls, the newest last: whether they failed. */
  #results: boolean[] = [];
  /** Open until then, or a prober's lease until then. */
  #deadline = 0;

  constructor(settings: BreakerSettings) {
    this.#settings = settings;
  }

  /** The generation of calls now under way; undefined unless closed. */
  get closedGeneration(): number | undefined {
    return this.#state === "closed" ? this.#generation : undefined;
  }

  admit(mayProbe: boolean, now: number): LocalAdmission {
    if (this.#state === "closed") return { admitted: true, generation: this.#generation };
    if (now < this.#deadline) return { admitted: false, retryMs: this.#deadline - now };
    if (!mayProbe) return { admitted: false, retryMs: 1000 };
    this.#enter("half_open", now + this.#settings.probeSeconds * 1000);
    return { admitted: true, generation: this.#generation };
  }

  report(generation: number, outcome: CallOutcome, now: number): BreakerChange {
    if (generation !== this.#generation) return "none";
    if (this.#state === "half_open") return this.#judgeProbe(outcome, now);
    if (outcome === "refusal") return "none";
    this.#results = [...this.#results, outcome === "failure"].slice(-this.#settings.calls);
    return this.#failures() >= this.#settings.failures ? this.#open(now) : "none";
  }

  inspect(now: number): { state: BreakerState; failures: number; calls: number; retryMs: number } {
    const retryMs = this.#state === "closed" ? 0 : Math.max(0, this.#deadline - now);
    return { state: this.#state, failures: this.#failures(), calls: this.#results.length, retryMs };
  }

  /** Closes it and forgets what led to its opening. */
  reset(): void {
    this.#enter("closed", 0);
  }

  /** Takes over from Redis that it is closed (`undefined`), or that no call may go through for a while. */
  hear(refusedForMs: number | undefined, now: number): void {
    if (refusedForMs !== undefined) this.#enter("open", now + refusedForMs);
    else if (this.#state !== "closed") this.reset();
  }

  #judgeProbe(outcome: CallOutcome, now: number): BreakerChange {
    if (outcome === "failure") return this.#open(now);
    if (outcome === "refusal") {
      this.#deadline = 0;
      return "none";
    }
    this.#enter("closed", 0);
    return "closed";
  }

  #open(now: number): BreakerChange {
    this.#enter("open", now + this.#settings.openSeconds * 1000);
    return "opened";
  }

  #enter(state: BreakerState, deadline: number): void {
    this.#state = state;
    this.#generation += 1;
    this.#results = [];
    this.#deadline = deadline;
  }

  #failures(): number {
    return this.#results.filter(Boolean).length;
  }
}
