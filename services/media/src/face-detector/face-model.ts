import type { Box } from "./boxes.ts";

/** Side of the square picture that the model looks at. */
export const modelSide = 192;
const cells = 48;
const coordinates = 16;

/** A square part of a frame; it may reach beyond the frame's borders, which then is black. */
export type Square = { x: number; y: number; side: number };

export type Picture = { width: number; height: number; rgb: Uint8Array };

/** The smallest square around the whole picture. */
export function wholePicture(picture: { width: number; height: number }): Square {
  const side = Math.max(picture.width, picture.height);
  return { x: (picture.width - side) / 2, y: (picture.height - side) / 2, side };
}

/** Scales a part of the picture to the model's input: 192×192 RGB from −1 to 1, each the mean of what it covers. */
export function toInput(picture: Picture, part: Square, input: Float32Array): void {
  const step = part.side / modelSide;
  for (let row = 0; row < modelSide; row++) {
    const top = clamp(Math.floor(part.y + row * step), picture.height);
    const bottom = clamp(
      Math.max(Math.floor(part.y + (row + 1) * step), Math.floor(part.y + row * step) + 1),
      picture.height,
    );
    for (let column = 0; column < modelSide; column++) {
      const left = clamp(Math.floor(part.x + column * step), picture.width);
      const right = clamp(
        Math.max(Math.floor(part.x + (column + 1) * step), Math.floor(part.x + column * step) + 1),
        picture.width,
      );
      writeMean(picture, left, top, right, bottom, input, (row * modelSide + column) * 3);
    }
  }
}

function clamp(value: number, size: number): number {
  return value < 0 ? 0 : value > size ? size : value;
}

function writeMean(
  picture: Picture,
  left: number,
  top: number,
  right: number,
  bottom: number,
  into: Float32Array,
  at: number,
): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  const { rgb, width } = picture;
  for (let y = top; y < bottom; y++) {
    for (let i = (y * width + left) * 3, end = (y * width + right) * 3; i < end; i += 3) {
      red += rgb[i] ?? 0;
      green += rgb[i + 1] ?? 0;
      blue += rgb[i + 2] ?? 0;
    }
  }
  const count = (bottom - top) * (right - left) || 1;
  into[at] = red / count / 127.5 - 1;
  into[at + 1] = green / count / 127.5 - 1;
  into[at + 2] = blue / count / 127.5 - 1;
}

/**
 * The faces in the model's output, in pixels of the frame. The model (MediaPipe's full-range face detector) has one
 * anchor in the middle of each cell of a 48×48 grid; offsets and sizes are in pixels of its input.
 */
export function decode(offsets: Float32Array, logits: Float32Array, part: Square, threshold: number): Box[] {
  const leastLogit = Math.log(threshold / (1 - threshold));
  const scale = part.side / modelSide;
  const boxes: Box[] = [];
  for (let cell = 0; cell < cells * cells; cell++) {
    const logit = logits[cell] ?? -100;
    if (logit < leastLogit) continue;
    const at = (i: number): number => offsets[cell * coordinates + i] ?? 0;
    const w = at(2) * scale;
    const h = at(3) * scale;
    const centreX = part.x + (at(0) + (((cell % cells) + 0.5) / cells) * modelSide) * scale;
    const centreY = part.y + (at(1) + ((Math.floor(cell / cells) + 0.5) / cells) * modelSide) * scale;
    boxes.push({ x: centreX - w / 2, y: centreY - h / 2, w, h, score: 1 / (1 + Math.exp(-logit)) });
  }
  return boxes;
}
