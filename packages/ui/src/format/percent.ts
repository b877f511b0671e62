/** A share of 0–1 as a whole percentage; 100 is kept for what is finished. */
export function formatPercent(share: number): string {
  return `${share >= 1 ? 100 : Math.max(0, Math.min(99, Math.floor(share * 100)))} %`;
}
