/** Smaller steps, in pixels, are rounding and no turn. */
const leastMove = 0.5;

/** Fastest movement of a path, in pixels per second. */
export function topSpeed(path: ArrayLike<number>, fps: number): number {
  let top = 0;
  for (let n = 1; n < path.length; n++) top = Math.max(top, Math.abs((path[n] ?? 0) - (path[n - 1] ?? 0)) * fps);
  return top;
}

/** How often a path changes its direction; a turn counts once it has come back by more than half a pixel. */
export function countReversals(path: ArrayLike<number>): number {
  let reversals = 0;
  let direction = 0;
  let extreme = path[0] ?? 0;
  for (let n = 1; n < path.length; n++) {
    const place = path[n] ?? 0;
    const moved = place - extreme;
    if (moved * direction > 0) extreme = place;
    else if (Math.abs(moved) > leastMove) {
      if (direction !== 0) reversals++;
      direction = Math.sign(moved);
      extreme = place;
    }
  }
  return reversals;
}
