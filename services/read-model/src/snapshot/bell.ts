/** Wakes one loop. Rung while nobody waits, it wakes the next who does. */
export class Bell {
  #rung = Promise.withResolvers<void>();

  ring(): void {
    this.#rung.resolve();
  }

  /** Resolves when it is rung, or the signal aborts. */
  async heard(signal: AbortSignal): Promise<void> {
    const stop = (): void => this.ring();
    signal.addEventListener("abort", stop, { once: true });
    if (!signal.aborted) await this.#rung.promise;
    signal.removeEventListener("abort", stop);
    this.#rung = Promise.withResolvers<void>();
  }
}
