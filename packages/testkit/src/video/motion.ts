import type { Motion, Point } from "./spec.ts";

/** Stays where it is. */
export function still(x: number, y: number): Motion {
  return () => ({ x, y });
}

/** Moves evenly from one point to another in `seconds`, and stays there. */
export function linear(from: Point, to: Point, seconds: number): Motion {
  return (t) => {
    const share = Math.min(1, Math.max(0, t / seconds));
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  };
}

/** Swings around a point, `reach` pixels to each side, once in `period` seconds; fastest at `2π · reach / period`. */
export function swing(middle: Point, reach: Point, period: number): Motion {
  return (t) => {
    const phase = Math.sin((2 * Math.PI * t) / period);
    return { x: middle.x + reach.x * phase, y: middle.y + reach.y * phase };
  };
}

/** Adds a small trembling, as of a held camera, to another motion. Deterministic. */
export function trembling(motion: Motion, reach: number): Motion {
  return (t) => {
    const { x, y } = motion(t);
    return {
      x: x + reach * (Math.sin(t * 11.3) + Math.sin(t * 17.9 + 1)) * 0.5,
      y: y + reach * (Math.sin(t * 9.7 + 2) + Math.sin(t * 19.1)) * 0.5,
    };
  };
}
