/** Timers by name: each is set once, and set anew in place of the one before. */
export class NamedTimers<Name extends string> {
  readonly #timers = new Map<Name, ReturnType<typeof setTimeout>>();

  has(name: Name): boolean {
    return this.#timers.has(name);
  }

  set(name: Name, ms: number, work: () => void): void {
    this.clear(name);
    const run = (): void => {
      this.#timers.delete(name);
      work();
    };
    this.#timers.set(name, setTimeout(run, ms));
  }

  clear(...names: Name[]): void {
    for (const name of names) {
      clearTimeout(this.#timers.get(name));
      this.#timers.delete(name);
    }
  }

  clearAll(): void {
    this.clear(...this.#timers.keys());
  }
}
