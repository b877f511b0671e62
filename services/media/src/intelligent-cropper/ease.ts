/**
 * Rounds the corners of a path by a Gaussian of `sigma` frames, so that the window starts and stops softly. A Gaussian adds
 * no turn and no speed. Beyond its ends the path stays where it ended.
 */
export function ease(path: Float64Array, sigma: number): Float64Array {
  if (sigma < 0.1) return path;
  const reach = Math.ceil(3 * sigma);
  const weights = Float64Array.from({ length: reach + 1 }, (_, d) => Math.exp(-(d * d) / (2 * sigma * sigma)));
  const total = weights.reduce((sum, weight, d) => sum + (d === 0 ? weight : 2 * weight), 0);
  const last = path.length - 1;
  return path.map((middle, n) => {
    let sum = middle * (weights[0] ?? 1);
    for (let d = 1; d <= reach; d++) {
      sum += (weights[d] ?? 0) * ((path[Math.max(0, n - d)] ?? 0) + (path[Math.min(last, n + d)] ?? 0));
    }
    return sum / total;
  });
}
