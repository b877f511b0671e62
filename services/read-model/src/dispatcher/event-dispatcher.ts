import { eventTable } from "@agentos/contracts/events/event-table";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import { askedOwners, sectionsOf, type AskedOwner } from "@agentos/contracts/snapshot/snapshot-parts";
import type { Logger } from "@agentos/service-kit/logger";
import { BrokenCircuitError } from "cockatiel";
import { Counter, Histogram, type Registry } from "prom-client";
import { atMostAtOnce, followUpPolicy, type FollowUpPolicy } from "./follow-up-policy.ts";

export type DispatcherOptions = {
  log: Logger;
  metrics: Registry;
  /** Asks an owner for sections anew. Errors: it did not answer. Undefined where another instance builds. */
  refresh(): ((owner: AskedOwner, sections: readonly SectionName[]) => Promise<void>) | undefined;
};

type Result = "done" | "failed" | "refused";

/**
 * Carries the event table out: what an event makes old is asked for anew. A follow-up is a question to one owner, so that none waits for
 * another; events that come while one is under way become one more, however many they are.
 */
export class EventDispatcher {
  readonly #options: DispatcherOptions;
  readonly #policies = new Map<AskedOwner, FollowUpPolicy>();
  /** Of owners whose follow-up is under way: what is to be asked afterwards. */
  readonly #next = new Map<AskedOwner, Set<SectionName>>();
  readonly #limit = atMostAtOnce();
  readonly #events: Counter<"event">;
  readonly #followUps: Counter<"owner" | "result">;
  readonly #seconds: Histogram;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    const registers = [options.metrics];
    this.#events = new Counter({
      name: "event_dispatch_events_total",
      help: "Events and ticks whose follow-ups were carried out here",
      labelNames: ["event"],
      registers,
    });
    this.#followUps = new Counter({
      name: "event_dispatch_follow_ups_total",
      help: "Owners asked anew after events, by what came of it",
      labelNames: ["owner", "result"],
      registers,
    });
    this.#seconds = new Histogram({
      name: "event_dispatch_seconds",
      help: "From the beginning of a follow-up until its sections are read",
      buckets: [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 1, 5],
      registers,
    });
  }

  /** Begins what follows an event, by the table. */
  dispatch({ name }: { name: string }): void {
    if (!this.#options.refresh()) return;
    const sections = eventTable[name]?.invalidates ?? [];
    this.#events.inc({ event: name });
    for (const owner of askedOwners) {
      const own = sectionsOf(owner).filter((section) => sections.includes(section));
      if (own.length > 0) this.#follow(owner, own);
    }
  }

  /** An owner answers again: what its breaker held back was asked for meanwhile, and nothing is held back any more. */
  recovered(owner: AskedOwner): void {
    this.#policies.delete(owner);
  }

  #follow(owner: AskedOwner, sections: readonly SectionName[]): void {
    const next = this.#next.get(owner);
    if (next) {
      for (const section of sections) next.add(section);
      return;
    }
    this.#next.set(owner, new Set());
    void this.#carryOut(owner, sections).finally(() => {
      const later = [...(this.#next.get(owner) ?? [])];
      this.#next.delete(owner);
      if (later.length > 0) this.#follow(owner, later);
    });
  }

  async #carryOut(owner: AskedOwner, sections: readonly SectionName[]): Promise<void> {
    const end = this.#seconds.startTimer();
    const result = await this.#limit.execute(() => this.#attempt(owner, sections));
    this.#followUps.inc({ owner, result });
    end();
  }

  async #attempt(owner: AskedOwner, sections: readonly SectionName[]): Promise<Result> {
    try {
      await this.#policyOf(owner).execute(() => this.#options.refresh()?.(owner, sections));
      return "done";
    } catch (error) {
      // The builder itself goes on asking an owner that does not answer: what is given up here is seen then.
      this.#options.log.debug({ err: error, owner, sections }, "a follow-up was given up");
      return error instanceof BrokenCircuitError ? "refused" : "failed";
    }
  }

  #policyOf(owner: AskedOwner): FollowUpPolicy {
    const policy = this.#policies.get(owner) ?? followUpPolicy();
    this.#policies.set(owner, policy);
    return policy;
  }
}
