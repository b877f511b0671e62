import { replaceEqualDeep } from "@tanstack/query-core";

/** Something that is seen while it changes, in the form that React's useSyncExternalStore takes. */
export type Observable<T> = {
  /** Calls the listener after each change; returns how to stop that. */
  subscribe(listener: () => void): () => void;
  /** What it is now: the same object as long as nothing has changed. */
  getSnapshot(): T;
};

/** A value and who watches it. */
export class Observed<T> implements Observable<T> {
  readonly #listeners = new Set<() => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  readonly getSnapshot = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    // The same function may be given twice; each has an end of its own.
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  };

  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Takes a new value. What is equal in it stays the same object; nobody is told where all of it is. */
  set(value: T): void {
    const next = replaceEqualDeep(this.#value, value);
    if (Object.is(next, this.#value)) return;
    this.#value = next;
    for (const listener of this.#listeners) listener();
  }
}
