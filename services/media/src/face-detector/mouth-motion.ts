type Area = { x: number; y: number; w: number; h: number };
export type GrayFrame = { width: number; height: number; pixels: Uint8Array };

/** A face's brightness at fixed places of it, so that neither its size nor its movement in the frame count. */
export type FacePatch = { mouth: Float32Array; upper: Float32Array };

const columns = 18;
const rows = 10;
// Shares of the detector's box, which reaches from above the brows to the chin.
const mouthArea = { x: 0.25, y: 0.6, w: 0.5, h: 0.36 };
const upperArea = { x: 0.15, y: 0.12, w: 0.7, h: 0.38 };
/** Levels of 256: a flatter patch is noise. */
const leastContrast = 8;

export function facePatch(frame: GrayFrame, face: Area): FacePatch {
  return { mouth: readGrid(frame, face, mouthArea), upper: readGrid(frame, face, upperArea) };
}

/**
 * How much more the mouth has changed since `before` than the upper face, in units of the mouth's own contrast. Both frames
 * are first laid over each other by the upper face, so that a nod or an imprecise box does not pass for speech.
 */
export function mouthMotion(before: FacePatch, frame: GrayFrame, face: Area): number {
  const now = facePatch(frame, aligned(before.upper, frame, face));
  const contrast = Math.max(leastContrast, (deviation(now.mouth) + deviation(before.mouth)) / 2);
  const light = mean(now.upper) - mean(before.upper);
  return (change(before.mouth, now.mouth, light) - change(before.upper, now.upper, light)) / contrast;
}

/** Shifts a face's box to where its upper half looks most as it did before: a search in ever smaller steps. */
function aligned(upper: Float32Array, frame: GrayFrame, face: Area): Area {
  let best = face;
  const differenceAt = (box: Area): number => {
    const now = readGrid(frame, box, upperArea);
    return change(upper, now, mean(now) - mean(upper));
  };
  let least = differenceAt(face);
  for (let step = Math.max(1.5, face.w * 0.025); step >= 0.15; step /= 2) {
    const from = best;
    for (const [right, down] of directions) {
      const moved = { ...from, x: from.x + right * step, y: from.y + down * step };
      const difference = differenceAt(moved);
      if (difference < least) [best, least] = [moved, difference];
    }
  }
  return best;
}

const directions = [-1, 0, 1]
  .flatMap((x) => [-1, 0, 1].map((y) => [x, y] as const))
  .filter(([x, y]) => x !== 0 || y !== 0);

function readGrid(frame: GrayFrame, face: Area, area: Area): Float32Array {
  const grid = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const y = face.y + face.h * (area.y + (area.h * (row + 0.5)) / rows);
    for (let column = 0; column < columns; column++) {
      const x = face.x + face.w * (area.x + (area.w * (column + 0.5)) / columns);
      grid[row * columns + column] = brightnessAt(frame, x - 0.5, y - 0.5);
    }
  }
  return grid;
}

/** Between the four pixels around a place; the border's pixels go on beyond it. */
function brightnessAt({ width, height, pixels }: GrayFrame, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const at = (column: number, row: number): number =>
    pixels[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))] ?? 0;
  const upper = at(left, top) * (1 - x + left) + at(left + 1, top) * (x - left);
  const lower = at(left, top + 1) * (1 - x + left) + at(left + 1, top + 1) * (x - left);
  return upper * (1 - y + top) + lower * (y - top);
}

/** Mean difference, apart from a change of light of so many levels. */
function change(before: Float32Array, now: Float32Array, light: number): number {
  return now.reduce((sum, value, i) => sum + Math.abs(value - light - (before[i] ?? 0)), 0) / now.length;
}

function deviation(values: Float32Array): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
