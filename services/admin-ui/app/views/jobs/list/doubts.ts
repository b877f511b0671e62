/** So many are read at once, and so long after each other, in milliseconds: requests are limited. */
const atOnce = 3;
const firstMs = 200;
const pauseMs = 2500;

/** Jobs of which an event left something open: each is read once, a few at a time. */
export class Doubts {
  readonly #read: (id: string) => void;
  readonly #open = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(read: (id: string) => void) {
    this.#read = read;
  }

  add(id: string): void {
    this.#open.add(id);
    this.#plan();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#open.clear();
  }

  #plan(): void {
    this.#timer ??= setTimeout(() => this.#readSome(), Math.max(firstMs, this.#lastAt + pauseMs - performance.now()));
  }

  #readSome(): void {
    this.#timer = undefined;
    this.#lastAt = performance.now();
    for (const id of [...this.#open].slice(0, atOnce)) {
      this.#open.delete(id);
      this.#read(id);
    }
    if (this.#open.size > 0) this.#plan();
  }
}
