/** Samples per second of all sound that is listened to. */
export const sampleRate = 16_000;
/** Levels per second. */
export const levelRate = 100;

const frameSamples = sampleRate / levelRate;
/** One step of a stored level is half a decibel below full scale. */
const stepsPerDecibel = 2;
const quietest = 255;

/** Loudness over time, a byte per 10 ms: four hours take 1.4 MB. */
export class LevelMeter {
  #levels = new Uint8Array(60 * levelRate);
  #count = 0;
  #sum = 0;
  #filled = 0;
  #odd: number | undefined;

  /** Takes 16-bit little-endian samples in pieces of any length. */
  add(piece: Uint8Array): void {
    let at = 0;
    if (this.#odd !== undefined && piece.length > 0) {
      this.#sample(this.#odd | ((piece[0] ?? 0) << 8));
      this.#odd = undefined;
      at = 1;
    }
    for (; at + 1 < piece.length; at += 2) this.#sample((piece[at] ?? 0) | ((piece[at + 1] ?? 0) << 8));
    if (at < piece.length) this.#odd = piece[at];
  }

  /** Decibels below full scale, negated, in half steps: 0 is full scale, 255 is −127.5 dB or less. */
  levels(): Uint8Array {
    return this.#levels.subarray(0, this.#count);
  }

  #sample(unsigned: number): void {
    const sample = unsigned >= 0x8000 ? unsigned - 0x1_0000 : unsigned;
    this.#sum += sample * sample;
    this.#filled += 1;
    if (this.#filled === frameSamples) this.#finishFrame();
  }

  #finishFrame(): void {
    const power = this.#sum / frameSamples / 0x8000 ** 2;
    const decibels = power === 0 ? -200 : 10 * Math.log10(power);
    if (this.#count === this.#levels.length) {
      const larger = new Uint8Array(this.#levels.length * 2);
      larger.set(this.#levels);
      this.#levels = larger;
    }
    this.#levels[this.#count] = Math.min(quietest, Math.max(0, Math.round(-decibels * stepsPerDecibel)));
    this.#count += 1;
    this.#sum = 0;
    this.#filled = 0;
  }
}

/** The level in decibels (0 is full scale) that the share `share` of all levels does not reach; quieter than `ignoreBelow` does not count. */
export function levelAt(levels: Uint8Array, share: number, ignoreBelow = Number.NEGATIVE_INFINITY): number {
  const histogram = new Uint32Array(quietest + 1);
  let total = 0;
  for (const level of levels) {
    if (decibelsOf(level) < ignoreBelow) continue;
    histogram[level] = (histogram[level] ?? 0) + 1;
    total += 1;
  }
  let below = 0;
  for (let level = quietest; level >= 0; level -= 1) {
    below += histogram[level] ?? 0;
    if (total > 0 && below >= total * share) return decibelsOf(level);
  }
  return decibelsOf(quietest);
}

export function decibelsOf(level: number): number {
  return -level / stepsPerDecibel;
}
