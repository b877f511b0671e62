import type { PageSignals } from "@agentos/client/live/page-signals";

/** A page that is looked at when a test says so. */
export class TestPage {
  #visible = true;
  #heard: Parameters<PageSignals["listen"]>[0] | undefined;
  readonly signals: PageSignals = {
    visible: () => this.#visible,
    listen: (heard) => {
      this.#heard = heard;
      return () => (this.#heard = undefined);
    },
  };

  hide(): void {
    this.#visible = false;
    this.#heard?.hide();
  }

  wake(): void {
    this.#visible = true;
    this.#heard?.wake();
  }
}
