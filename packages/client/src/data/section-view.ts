import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import type { SnapshotView } from "../live/snapshot-view.ts";
import { Observed, type Observable } from "../observed.ts";
import { sectionState, type SectionState } from "./section-state.ts";

type Source = {
  /** What was read or told, and what is shown of it. */
  known(): { view: SnapshotView; shown: Sections | undefined };
  watch(section: SectionName): () => void;
};

/** One section for as many views as want it. */
export class SectionView<Section extends SectionName> implements Observable<SectionState<Section>> {
  readonly #section: Section;
  readonly #source: Source;
  readonly #state: Observed<SectionState<Section>>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(section: Section, source: Source) {
    this.#section = section;
    this.#source = source;
    this.#state = new Observed(sectionState(section, source.known(), Date.now()).state);
  }

  readonly getSnapshot = (): SectionState<Section> => {
    // Nobody has kept it up to date while nobody watched.
    if (!this.#state.watched) this.update();
    return this.#state.getSnapshot();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.update();
    const deaf = this.#state.subscribe(listener);
    const leave = this.#source.watch(this.#section);
    this.update();
    return () => {
      deaf();
      leave();
      if (!this.#state.watched) clearTimeout(this.#timer);
    };
  };

  /** Works out anew what is shown; also when time alone makes it old. */
  update(): void {
    const now = Date.now();
    const { state, until } = sectionState(this.#section, this.#source.known(), now);
    clearTimeout(this.#timer);
    if (until !== undefined && this.#state.watched) this.#timer = setTimeout(() => this.update(), until - now + 1);
    this.#state.set(state);
  }
}
