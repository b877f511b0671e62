/** A picture as a video encoder takes it (BT.709, limited range): full brightness, colour at half the size. */
export type Planes = { width: number; height: number; y: Uint8Array; u: Uint8Array; v: Uint8Array };

/** A picture with its opacity, 0–255, at both sizes. */
export type Sprite = Planes & { alpha: Uint8Array; chromaAlpha: Uint8Array };

/** Turns RGBA pixels into planes. Width and height must be even. */
export function toSprite(rgba: Uint8Array, width: number, height: number): Sprite {
  const half = (width / 2) * (height / 2);
  const sprite: Sprite = {
    width,
    height,
    y: new Uint8Array(width * height),
    u: new Uint8Array(half),
    v: new Uint8Array(half),
    alpha: new Uint8Array(width * height),
    chromaAlpha: new Uint8Array(half),
  };
  for (let i = 0; i < width * height; i++) {
    const [red, green, blue] = [rgba[i * 4] ?? 0, rgba[i * 4 + 1] ?? 0, rgba[i * 4 + 2] ?? 0];
    sprite.y[i] = 16 + 0.1826 * red + 0.6142 * green + 0.062 * blue + 0.5;
    sprite.alpha[i] = rgba[i * 4 + 3] ?? 0;
    const [column, row] = [i % width, Math.floor(i / width)];
    if (column % 2 === 1 || row % 2 === 1) continue;
    const chroma = (row / 2) * (width / 2) + column / 2;
    sprite.u[chroma] = 128 - 0.1006 * red - 0.3386 * green + 0.4392 * blue + 0.5;
    sprite.v[chroma] = 128 + 0.4392 * red - 0.3989 * green - 0.0403 * blue + 0.5;
    sprite.chromaAlpha[chroma] = sprite.alpha[i] ?? 0;
  }
  return sprite;
}

/** An empty frame: its planes are views of `bytes`, which is what the encoder gets. */
export function createFrame(width: number, height: number): Planes & { bytes: Uint8Array } {
  const bytes = new Uint8Array((width * height * 3) / 2);
  const luma = width * height;
  return {
    width,
    height,
    bytes,
    y: bytes.subarray(0, luma),
    u: bytes.subarray(luma, luma * 1.25),
    v: bytes.subarray(luma * 1.25),
  };
}

/** Draws a sprite with its left top corner at an even place; what lies beyond the frame is not drawn. */
export function draw(frame: Planes, sprite: Sprite, left: number, top: number): void {
  const half = { frame: frame.width / 2, sprite: sprite.width / 2, left: left / 2, top: top / 2 };
  blend(frame.y, frame.width, sprite.y, sprite.alpha, sprite.width, left, top);
  blend(frame.u, half.frame, sprite.u, sprite.chromaAlpha, half.sprite, half.left, half.top);
  blend(frame.v, half.frame, sprite.v, sprite.chromaAlpha, half.sprite, half.left, half.top);
}

function blend(
  into: Uint8Array,
  intoWidth: number,
  from: Uint8Array,
  alpha: Uint8Array,
  fromWidth: number,
  left: number,
  top: number,
): void {
  const rows = from.length / fromWidth;
  const firstColumn = Math.max(0, -left);
  const lastColumn = Math.min(fromWidth, intoWidth - left);
  const lastRow = Math.min(rows, into.length / intoWidth - top);
  for (let row = Math.max(0, -top); row < lastRow; row++) {
    let target = (top + row) * intoWidth + left + firstColumn;
    for (let i = row * fromWidth + firstColumn, end = row * fromWidth + lastColumn; i < end; i++, target++) {
      const opacity = alpha[i] ?? 0;
      if (opacity === 255) into[target] = from[i] ?? 0;
      else if (opacity > 0) into[target] = ((from[i] ?? 0) * opacity + (into[target] ?? 0) * (255 - opacity)) / 255;
    }
  }
}

/** Fills the frame with a part of a wider picture, `left` (even) pixels from its left. */
export function fill(frame: Planes, wide: Planes, left: number): void {
  copyRows(frame.y, frame.width, wide.y, wide.width, left);
  copyRows(frame.u, frame.width / 2, wide.u, wide.width / 2, left / 2);
  copyRows(frame.v, frame.width / 2, wide.v, wide.width / 2, left / 2);
}

function copyRows(into: Uint8Array, intoWidth: number, from: Uint8Array, fromWidth: number, left: number): void {
  if (intoWidth === fromWidth) return into.set(from);
  for (let row = 0; row < into.length / intoWidth; row++) {
    const start = row * fromWidth + left;
    into.set(from.subarray(start, start + intoWidth), row * intoWidth);
  }
}
