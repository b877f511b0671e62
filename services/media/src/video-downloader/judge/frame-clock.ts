/** How regularly frames follow each other. Times in seconds. */
export type Rhythm = {
  frames: number;
  /** Presentation time of the first frame, and the end of the last one. */
  start: number;
  end: number;
  /** Frames per second by the median distance of two frames; 0 with fewer than two. */
  fps: number;
  /** Whether all frames but a stray few follow after that same distance, and none are missing. */
  constant: boolean;
};

/** Frames that may come out of order: more than any codec reorders. */
const reorderWindow = 32;
/** A distance is the same if it differs by no more than this: containers round times to a millisecond. */
const toleranceSeconds = 0.0015;
const binSeconds = 0.0001;
const lastBin = 20_000;
/** Share of distances that may differ, as where recordings were joined, and of frames that may be missing. */
const strayShare = 0.02;

/** Measures the rhythm of frames from their times, in decoding order, in constant memory. */
export class FrameClock {
  readonly #pending: number[] = [];
  readonly #distances = new Distances();
  #frames = 0;
  #start = Number.POSITIVE_INFINITY;
  #end = 0;
  #previous: number | undefined;

  add(time: number, duration: number): void {
    this.#frames += 1;
    this.#start = Math.min(this.#start, time);
    this.#end = Math.max(this.#end, time + Math.max(0, duration));
    insert(this.#pending, time);
    if (this.#pending.length > reorderWindow) this.#settle(this.#pending.shift() ?? time);
  }

  rhythm(): Rhythm {
    for (const time of this.#pending.splice(0)) this.#settle(time);
    const start = Number.isFinite(this.#start) ? this.#start : 0;
    const { fps, even } = this.#distances.regularity();
    const due = (this.#end - start) * fps;
    const complete = fps === 0 || Math.abs(this.#frames - due) <= Math.max(2, due * strayShare);
    return { frames: this.#frames, start, end: this.#end, fps, constant: even && complete };
  }

  #settle(time: number): void {
    if (this.#previous !== undefined) this.#distances.add(time - this.#previous);
    this.#previous = time;
  }
}

/** A histogram of the distances of two frames. */
class Distances {
  readonly #counts = new Uint32Array(lastBin + 1);
  readonly #sums = new Float64Array(lastBin + 1);

  add(seconds: number): void {
    const bin = Math.min(lastBin, Math.max(0, Math.round(seconds / binSeconds)));
    this.#counts[bin] = (this.#counts[bin] ?? 0) + 1;
    this.#sums[bin] = (this.#sums[bin] ?? 0) + seconds;
  }

  regularity(): { fps: number; even: boolean } {
    const total = sum(this.#counts);
    if (total === 0) return { fps: 0, even: true };
    let below = 0;
    const median = this.#counts.findIndex((count) => (below += count) * 2 >= total);
    const reach = Math.round(toleranceSeconds / binSeconds);
    const [from, to] = [Math.max(0, median - reach), median + reach + 1];
    const near = sum(this.#counts.subarray(from, to));
    // The mean around the median is exact where a container's rounding makes distances alternate.
    const mean = sum(this.#sums.subarray(from, to)) / near;
    return { fps: mean > 0 ? 1 / mean : 0, even: median > 0 && total - near <= Math.ceil(total * strayShare) };
  }
}

function sum(values: Uint32Array | Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function insert(sorted: number[], value: number): void {
  let at = sorted.length;
  while (at > 0 && (sorted[at - 1] ?? value) > value) at -= 1;
  sorted.splice(at, 0, value);
}
