const bins = 16;
/** Every so many pixels one is counted. */
const stride = 7;

/** How often each level of red, green and blue is in a picture, as shares of 1: it hardly changes while things move. */
export function colourShares(rgb: Uint8Array): Float64Array {
  const shares = new Float64Array(3 * bins);
  const weight = 1 / (3 * Math.ceil(rgb.length / (3 * stride)));
  for (let i = 0; i < rgb.length; i += 3 * stride) {
    for (let channel = 0; channel < 3; channel++) {
      const bin = channel * bins + ((rgb[i + channel] ?? 0) >> 4);
      shares[bin] = (shares[bin] ?? 0) + weight;
    }
  }
  return shares;
}

/** Share of the colours that differ between two pictures, 0–1. */
export function colourChange(before: Float64Array, now: Float64Array): number {
  return now.reduce((sum, share, bin) => sum + Math.abs(share - (before[bin] ?? 0)), 0) / 2;
}
