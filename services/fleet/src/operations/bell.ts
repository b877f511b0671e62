import { pause } from "@agentos/service-kit/loop";

/** Wakes a loop of the same process that waits for work. */
export class Bell {
  #rung = new AbortController();

  ring(): void {
    this.#rung.abort();
  }

  /** Resolves when it is rung, also where that was before this call; after `ms` at the latest, or when the signal aborts. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    const rung = this.#rung;
    await pause(ms, AbortSignal.any([signal, rung.signal]));
    if (rung.signal.aborted) this.#rung = new AbortController();
  }
}
