import type { Sections } from "@agentos/contracts/snapshot/snapshot";

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
      clearTimeout(timer);
      if (this.#effects.delete(own)) this.#changed();
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    return {
      takeBack: drop,
      settle: () => {
        const kept = this.#effects.get(own);
        if (!kept || kept.settled) return;
        kept.settled = true;
        timer = setTimeout(drop, settleMs);
        this.#changed();
      },
    };
  }

  /** The sections with everything assumed; what has settled and is told by the server now is forgotten. */
  applied(truth: Sections): Sections {
    let sections = truth;
    for (const [effect, { settled }] of this.#effects) {
      const changed = effect(sections);
      if (settled && isSame(changed, sections)) this.#effects.delete(effect);
      else sections = { ...sections, ...changed };
    }
    return sections;
  }
}

function isSame(changed: Partial<Sections>, sections: Sections): boolean {
  return Object.entries(changed).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(sections[name as keyof Sections]),
  );
}
