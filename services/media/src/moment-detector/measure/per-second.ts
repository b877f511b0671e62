/** Gathers values into means of whole seconds, in memory that grows by one number a second. */
export type PerSecond = { add(time: number, value: number): void; means(): (number | null)[] };

/** `seconds`: how many there are at most; what comes later is left out. */
export function createPerSecond(seconds: number): PerSecond {
  const length = Math.max(1, Math.ceil(seconds));
  const sums = new Float64Array(length);
  const counts = new Uint32Array(length);
  return {
    add(time, value) {
      const second = Math.floor(time);
      if (second < 0 || second >= length) return;
      sums[second] = (sums[second] ?? 0) + value;
      counts[second] = (counts[second] ?? 0) + 1;
    },
    means: () => Array.from(sums, (sum, second) => (counts[second] ? sum / (counts[second] ?? 1) : null)),
  };
}
