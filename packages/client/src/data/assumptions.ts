import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { replaceEqualDeep } from "@tanstack/query-core";

type Effect = (sections: Sections) => Partial<Sections>;

/** Something that is shown though the server has not told it yet. */
export type Assumption = {
  /** It was refused: it is shown no longer. */
  takeBack(): void;
  /** It has happened: it is shown until the server tells the same, or for `settleMs` at the longest, then what the server tells counts. */
  settle(): void;
};

/** By then a change has reached every reader, or something else has changed it again. */
const settleMs = 10_000;

/** What is assumed of actions whose effect is certain, until the server tells of it. */
export class Assumptions {
  readonly #effects = new Map<Effect, { settled: boolean }>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get open(): boolean {
    return this.#effects.size > 0;
  }

  assume(effect: Effect): Assumption {
    const own: Effect = (sections) => effect(sections);
    this.#effects.set(own, { settled: false });
    this.#changed();
    const drop = (): void => {
      if (this.#effects.delete(own)) this.#changed();
    };
    return {
      takeBack: drop,
      settle: () => {
        const kept = this.#effects.get(own);
        if (!kept || kept.settled) return;
        kept.settled = true;
        this.#timers.add(setTimeout(drop, settleMs));
        this.#changed();
      },
    };
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /**
   * The sections with everything assumed; those in which the server tells the same already are the very same objects. What has
   * settled and is told by the server now is forgotten.
   */
  applied(truth: Sections): Sections {
    let sections = truth;
    for (const [effect, { settled }] of this.#effects) {
      const changed = replaceEqualDeep(sections, { ...sections, ...effect(sections) });
      if (settled && changed === sections) this.#effects.delete(effect);
      sections = changed;
    }
    return sections;
  }
}
