import { subscriberNetwork } from "@agentos/service-kit/http/networks";

/** Numbers of sockets, by network. */
type Counts = Record<string, number>;
type Told = { at: number; seats: Map<string, number> };

export type SeatsOptions = {
  /** Sockets that an address may have, at all hubs together. */
  perAddress: number;
  /** Is told of each change here. */
  onChange?: (changed: Counts) => void;
  /** Milliseconds after which a hub that says nothing any more counts as gone, and its sockets with it. */
  forgetMs?: number;
};

/**
 * How many sockets each address has: here, and at the other hubs as far as they are heard. Hubs tell each other and ask nobody, so
 * that of sockets that come everywhere in the same moment one too many may be let in. Of IPv6 a whole /64 counts as one address,
 * since whoever has one of its addresses has all.
 */
export class Seats {
  readonly #here = new Map<string, number>();
  readonly #elsewhere = new Map<string, Told>();
  readonly #options: Required<Omit<SeatsOptions, "perAddress">>;
  readonly #perAddress: () => number;

  constructor(options: SeatsOptions) {
    this.#options = { onChange: () => undefined, forgetMs: 3000, ...options };
    // Asked for each time: it may change.
    this.#perAddress = () => options.perAddress;
  }

  /** Takes a seat; returns how to give it back, undefined where there is none left. */
  take(address: string | undefined): (() => void) | undefined {
    const who = subscriberNetwork(address) ?? "unknown";
    if ((this.#here.get(who) ?? 0) + this.#takenElsewhere(who) >= this.#perAddress()) return undefined;
    this.#change(who, 1);
    let given = false;
    return () => {
      if (!given) this.#change(who, -1);
      given = true;
    };
  }

  /** All that are taken here. */
  all(): Counts {
    return Object.fromEntries(this.#here);
  }

  /** Takes down what another hub tells of itself. */
  hear({ hub, seats, whole }: { hub: string; seats: Counts; whole: boolean }): void {
    const told = whole ? undefined : this.#elsewhere.get(hub)?.seats;
    const now = new Map([...(told ?? []), ...Object.entries(seats)].filter(([, count]) => count > 0));
    for (const [who, count] of Object.entries(seats)) if (count === 0) now.delete(who);
    if (now.size === 0) this.#elsewhere.delete(hub);
    else this.#elsewhere.set(hub, { at: performance.now(), seats: now });
  }

  #takenElsewhere(who: string): number {
    let taken = 0;
    for (const [hub, { at, seats }] of this.#elsewhere) {
      if (performance.now() - at > this.#options.forgetMs) this.#elsewhere.delete(hub);
      else taken += seats.get(who) ?? 0;
    }
    return taken;
  }

  #change(who: string, by: 1 | -1): void {
    const count = (this.#here.get(who) ?? 0) + by;
    if (count > 0) this.#here.set(who, count);
    else this.#here.delete(who);
    this.#options.onChange({ [who]: count });
  }
}
