/** How fast bytes leave, over the last seconds. Times in milliseconds of any steady clock. */
export class TransferRate {
  readonly #windowMs: number;
  readonly #leastMs: number;
  #samples: { at: number; bytes: number }[] = [];

  /** `leastMs`: nothing is said before this much time has been seen, as a first guess would be far off. */
  constructor(options: { windowMs?: number; leastMs?: number } = {}) {
    this.#windowMs = options.windowMs ?? 8000;
    this.#leastMs = options.leastMs ?? 1500;
  }

  /** Notes that `bytes` have left in all. Fewer than before (a part has to be sent anew) begins the measure again. */
  add(at: number, bytes: number): void {
    const last = this.#samples.at(-1);
    if (last && bytes < last.bytes) this.#samples = [];
    this.#samples.push({ at, bytes });
    const oldest = this.#samples.findIndex((sample) => sample.at >= at - this.#windowMs);
    if (oldest > 0) this.#samples.splice(0, oldest);
  }

  /** Bytes per second; null as long as it is not known. */
  bytesPerSecond(): number | null {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.at - first.at < this.#leastMs || last.bytes === first.bytes) return null;
    return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
  }
}
