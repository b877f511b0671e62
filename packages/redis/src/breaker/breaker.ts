import type { Logger } from "@agentos/service-kit/logger";
import type { RedisLink } from "../redis-link.ts";
import { breakerScripts } from "./breaker-scripts.ts";
import type { BreakerChange, BreakerSettings, BreakerState, BreakerView, CallOutcome } from "./breaker-settings.ts";
import { LocalBreaker } from "./local-breaker.ts";

/** A call that was let through; to be given back with what it came to. */
export type Ticket<Service extends string = string> = {
  service: Service;
  generation: string;
  by: "redis" | "instance";
};

export type Admission<Service extends string = string> =
  | { admitted: true; ticket: Ticket<Service> }
  | { admitted: false; retryAfterSeconds: number };

export type Breaker<Service extends string = string> = {
  /** Asks whether a call to a service may go through. Never throws. */
  admit(service: Service, call: { critical: boolean }): Promise<Admission<Service>>;
  /**
   * Says what an admitted call came to, and learns whether that has opened or closed the breaker. A result that comes after
   * the breaker has moved on changes nothing. Never throws.
   */
  report(ticket: Ticket<Service>, outcome: CallOutcome): Promise<BreakerChange>;
  /** How each breaker stands. Never throws. */
  states(): Promise<Record<Service, BreakerView>>;
  /** Closes a breaker: for all instances, or, with Redis away, `here` alone. Never throws. */
  reset(service: Service): Promise<"everywhere" | "here">;
};

export type BreakerOptions<Service extends string> = {
  redis: RedisLink;
  /** The service's own part of Redis: its name. */
  prefix: string;
  log: Logger;
  settings: BreakerSettings<Service>;
};

/**
 * Circuit breakers whose state is in Redis, by its clock, so that all instances learn of an opening with their next call. While
 * Redis is away each instance keeps its own, beginning with what it last heard.
 */
export function createBreaker<Service extends string>(options: BreakerOptions<Service>): Breaker<Service> {
  return new SharedBreaker(options);
}

class SharedBreaker<Service extends string> implements Breaker<Service> {
  readonly #options: BreakerOptions<Service>;
  readonly #local: ReadonlyMap<Service, LocalBreaker>;

  constructor(options: BreakerOptions<Service>) {
    this.#options = options;
    this.#local = new Map(options.settings.services.map((service) => [service, new LocalBreaker(options.settings)]));
  }

  async admit(service: Service, { critical }: { critical: boolean }): Promise<Admission<Service>> {
    const { settings } = this.#options;
    const mayProbe = !(critical && settings.carefulServices.includes(service));
    const reply = await this.#ask("admit", service, [settings.probeSeconds * 1000, mayProbe ? 1 : 0]);
    if (!reply) return this.#admitLocally(service, mayProbe);
    const [admitted, generation, retryMs, probing] = reply as [number, string, number, number];
    if (admitted === 0) {
      this.#localOf(service).hear(retryMs, performance.now());
      return { admitted: false, retryAfterSeconds: seconds(retryMs) };
    }
    if (probing === 0) this.#localOf(service).hear(undefined, performance.now());
    return { admitted: true, ticket: { service, generation, by: "redis" } };
  }

  async report(ticket: Ticket<Service>, outcome: CallOutcome): Promise<BreakerChange> {
    const { settings } = this.#options;
    const numbers = [settings.failures, settings.calls, settings.openSeconds * 1000];
    const reply =
      ticket.by === "redis" && (await this.#ask("report", ticket.service, [ticket.generation, outcome, ...numbers]));
    const change = reply ? (reply as BreakerChange) : this.#reportLocally(ticket, outcome);
    if (change !== "none") this.#options.log.warn({ breaker: ticket.service, change }, "circuit breaker");
    return change;
  }

  async states(): Promise<Record<Service, BreakerView>> {
    const { redis, settings, log } = this.#options;
    try {
      const keys = settings.services.map((service) => this.#keyOf(service));
      const reply = (await redis.run(breakerScripts.inspect, keys, [])) as [BreakerState, number, number, number][];
      return this.#viewOf((_service, index) => {
        const [state, failures, calls, retryMs] = reply[index] ?? ["closed", 0, 0, 0];
        return { state, failures, calls, retryAfterSeconds: seconds(retryMs), by: "redis" };
      });
    } catch (error) {
      log.debug({ err: error }, "breakers as this instance knows them");
      return this.#viewOf((service) => {
        const { retryMs, ...view } = this.#localOf(service).inspect(performance.now());
        return { ...view, retryAfterSeconds: seconds(retryMs), by: "instance" };
      });
    }
  }

  async reset(service: Service): Promise<"everywhere" | "here"> {
    this.#localOf(service).reset();
    return (await this.#ask("reset", service, [])) ? "everywhere" : "here";
  }

  /** The answer of a script, undefined when Redis is away. */
  async #ask(
    script: keyof typeof breakerScripts,
    service: Service,
    args: readonly (string | number)[],
  ): Promise<unknown> {
    const { redis, log } = this.#options;
    try {
      return await redis.run(breakerScripts[script], [this.#keyOf(service)], args);
    } catch (error) {
      log.debug({ err: error, breaker: service }, "the breaker works locally");
      return undefined;
    }
  }

  #admitLocally(service: Service, mayProbe: boolean): Admission<Service> {
    const admission = this.#localOf(service).admit(mayProbe, performance.now());
    if (!admission.admitted) return { admitted: false, retryAfterSeconds: seconds(admission.retryMs) };
    return { admitted: true, ticket: { service, generation: `${admission.generation}`, by: "instance" } };
  }

  /** What Redis let through and can no longer be told is held against this instance's own breaker. */
  #reportLocally(ticket: Ticket<Service>, outcome: CallOutcome): BreakerChange {
    const local = this.#localOf(ticket.service);
    const generation = ticket.by === "instance" ? Number(ticket.generation) : local.closedGeneration;
    return generation === undefined ? "none" : local.report(generation, outcome, performance.now());
  }

  #localOf(service: Service): LocalBreaker {
    const local = this.#local.get(service);
    if (!local) throw new Error(`There is no breaker for ${service}.`);
    return local;
  }

  #keyOf(service: Service): string {
    return `${this.#options.prefix}:breaker:${service}`;
  }

  #viewOf(view: (service: Service, index: number) => BreakerView): Record<Service, BreakerView> {
    const entries = this.#options.settings.services.map((service, index) => [service, view(service, index)]);
    return Object.fromEntries(entries) as Record<Service, BreakerView>;
  }
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
