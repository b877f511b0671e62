import type { ClipPlan } from "./clip-plan.ts";
import type { Size } from "./output-size.ts";

/** Looks at grey frames as their bytes come in; keeps one frame at a time. */
export type FrameJudge = {
  take(piece: Uint8Array): void;
  /** Whole frames so far. */
  frames(): number;
  /** The frame that makes the best thumbnail. */
  best(): number;
};

/** Captions and what apps lay over a video are below this share of the height. */
const lookedAt = 0.6;
const framesApart = 6;

/**
 * Looks at every sixth frame: sharp (energy of the Laplacian, Pech-Pacheco 2000), neither dark nor washed out, and
 * rather cropped, where a subject is followed, than fitted; a little rather early than late.
 */
export function createFrameJudge(size: Size, plan: ClipPlan): FrameJudge {
  const frame = new Uint8Array(size.width * size.height);
  const fitted = plan.framings.filter((framing) => framing.mode === "fit");
  let filled = 0;
  let count = 0;
  let best = { frame: 0, worth: Number.NEGATIVE_INFINITY };
  const look = (): void => {
    if (count % framesApart !== 0) return;
    const isFitted = fitted.some((framing) => count >= framing.start && count < framing.end);
    const early = 1 - 0.15 * (count / Math.max(1, plan.frames));
    const worth = pictureWorth(frame, size) * early * (isFitted && fitted.length < plan.framings.length ? 0.6 : 1);
    if (worth > best.worth) best = { frame: count, worth };
  };
  return {
    take(piece) {
      for (let at = 0; at < piece.length;) {
        const part = piece.subarray(at, at + frame.length - filled);
        frame.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < frame.length) continue;
        look();
        count += 1;
        filled = 0;
      }
    },
    frames: () => count,
    best: () => best.frame,
  };
}

/** How good a grey picture is to look at, above 0; near 0 for black, white and blurred ones. */
export function pictureWorth(grey: Uint8Array, { width, height }: Size): number {
  const rows = Math.floor(height * lookedAt);
  let sum = 0;
  let squares = 0;
  let edges = 0;
  for (let y = 1; y < rows - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
      const here = grey[i] ?? 0;
      sum += here;
      squares += here * here;
      const around = (grey[i - 1] ?? 0) + (grey[i + 1] ?? 0) + (grey[i - width] ?? 0) + (grey[i + width] ?? 0);
      edges += Math.abs(around - 4 * here);
    }
  }
  const pixels = Math.max(1, (rows - 2) * (width - 2));
  const mean = sum / pixels;
  const contrast = Math.sqrt(Math.max(0, squares / pixels - mean * mean));
  const exposed = Math.min(1, mean / 40, (255 - mean) / 30);
  return Math.max(0, exposed) * Math.sqrt(edges / pixels) * Math.sqrt(contrast + 1);
}
