import type { PageRules } from "./pages.ts";

/** How captions sit in a frame, in pixels of the output. */
export type CaptionLayout = {
  width: number;
  height: number;
  /** Height of the font's em. */
  em: number;
  outline: number;
  shadow: number;
  /** Free room at the left and the right. */
  side: number;
  /** Free room below: apps lay their buttons over the lowest part of an upright video. */
  bottom: number;
  pages: PageRules;
};

/** Montserrat's line height (its Windows ascent and descent), which ASS takes for the font size, in multiples of its em. */
export const lineHeight = 1.562;

/** Sizes for an output of the given pixels, from its shape: upright, square or wide. */
export function captionLayout(width: number, height: number): CaptionLayout {
  const short = Math.min(width, height);
  const shape = height > width * 1.2 ? upright : width > height * 1.2 ? wide : square;
  const em = Math.round(short * shape.em);
  const side = Math.round(width * shape.side);
  return {
    width,
    height,
    em,
    outline: Math.max(2, Math.round(em * 0.09)),
    shadow: Math.max(1, Math.round(em * 0.03)),
    side,
    bottom: Math.round(height * shape.bottom),
    pages: {
      lineWidth: (width - 2 * side) / em,
      maxLines: 2,
      maxWords: shape.maxWords,
      pause: 0.4,
      hold: 0.6,
      maxSeconds: 3,
    },
  };
}

const upright = { em: 0.08, side: 0.09, bottom: 0.2, maxWords: 4 };
const square = { em: 0.068, side: 0.08, bottom: 0.09, maxWords: 4 };
const wide = { em: 0.062, side: 0.12, bottom: 0.08, maxWords: 5 };
