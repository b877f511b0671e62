/** A length of time in few letters, as columns of figures need it: `0.4 s`, `52 s`, `7.5 min`, `1.3 h`. */
export function shortDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  if (seconds < 3597) return `${(seconds / 60).toFixed(1)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
