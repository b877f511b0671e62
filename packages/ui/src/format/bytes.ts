const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** Bytes for people, in steps of a thousand: `0 B`, `812 kB`, `4.2 MB`, `1.25 GB`. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let step = 0;
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  const digits = step >= 3 ? 2 : step === 2 && value < 100 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[step]}`;
}
