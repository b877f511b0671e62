type Kept = { from: number; to: number; frame: Buffer };

/** The latest patches of one epoch, without gaps: what a client that was away for a moment has missed. */
export class PatchRing {
  readonly #patches: Kept[] = [];
  readonly #most: { patches: number; bytes: number };
  #bytes = 0;

  /** More than this is dearer than to read the snapshot anew. */
  constructor(most = { patches: 512, bytes: 128 * 1024 }) {
    this.#most = most;
  }

  /** Takes the patch that follows the last one. */
  push(patch: Kept): void {
    this.#patches.push(patch);
    this.#bytes += patch.frame.length;
    while (this.#patches.length > this.#most.patches || this.#bytes > this.#most.bytes) {
      this.#bytes -= this.#patches.shift()?.frame.length ?? 0;
    }
  }

  clear(): void {
    this.#patches.length = 0;
    this.#bytes = 0;
  }

  /** The frames that lead on from a version; undefined where they are not all here. */
  after(version: number): Buffer[] | undefined {
    const first = this.#patches.findIndex(({ from }) => from === version);
    return first < 0 ? undefined : this.#patches.slice(first).map(({ frame }) => frame);
  }
}
