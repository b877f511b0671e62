import { subscriberNetwork } from "@agentos/service-kit/http/networks";

/** How many sockets each address has here. Of IPv6 a whole /64 counts as one, since whoever has one of its addresses has all. */
export class Seats {
  readonly #taken = new Map<string, number>();
  readonly #perAddress: number;

  constructor(perAddress: number) {
    this.#perAddress = perAddress;
  }

  /** Takes a seat; returns how to give it back, undefined where there is none left. */
  take(address: string | undefined): (() => void) | undefined {
    const who = subscriberNetwork(address) ?? "unknown";
    const taken = this.#taken.get(who) ?? 0;
    if (taken >= this.#perAddress) return undefined;
    this.#taken.set(who, taken + 1);
    let given = false;
    return () => {
      if (!given) this.#giveBack(who);
      given = true;
    };
  }

  #giveBack(who: string): void {
    const left = (this.#taken.get(who) ?? 1) - 1;
    if (left > 0) this.#taken.set(who, left);
    else this.#taken.delete(who);
  }
}
