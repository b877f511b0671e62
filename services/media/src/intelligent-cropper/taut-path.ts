/** At each frame the lowest and the highest place of the window at which it still holds its subject. */
export type Tube = { low: Float64Array; high: Float64Array };

/**
 * The calmest way through a tube: it stands still where it can, else moves evenly, and of all ways it has the least travel,
 * the least top speed and the fewest turns (the taut string; Davies and Kovac, Annals of Statistics 2001). Both ends are
 * free. `rest` is where it stays if it need not move at all, as near as the tube allows.
 */
export function tautPath({ low, high }: Tube, rest: number): Float64Array {
  const frames = low.length;
  const path = new Float64Array(frames);
  const start = firstContact(low, high, 0, 1);
  if (!start) return path.fill(clampTo(rest, Math.max(...low), Math.min(...high)));
  const end = firstContact(low, high, frames - 1, -1) ?? start;
  path.fill(start.place, 0, start.frame + 1);
  let from = start;
  while (from.frame < end.frame) {
    const next = nextBend(low, high, from, end);
    for (let n = from.frame + 1; n <= next.frame; n++) {
      path[n] = from.place + ((next.place - from.place) * (n - from.frame)) / (next.frame - from.frame);
    }
    from = next;
  }
  path.fill(end.place, end.frame);
  return path;
}

type Contact = { frame: number; place: number };

/** Where a path that stays still as long as it can from one end on first has to leave: null where it never has to. */
function firstContact(low: Float64Array, high: Float64Array, from: number, step: 1 | -1): Contact | null {
  let floor: Contact = { frame: from, place: -Infinity };
  let ceiling: Contact = { frame: from, place: Infinity };
  for (let n = from; n >= 0 && n < low.length; n += step) {
    const [lowest, highest] = [low[n] ?? 0, high[n] ?? 0];
    if (highest < floor.place) return floor;
    if (lowest > ceiling.place) return ceiling;
    if (lowest >= floor.place) floor = { frame: n, place: lowest };
    if (highest <= ceiling.place) ceiling = { frame: n, place: highest };
  }
  return null;
}

/** The end of the straight line from a place on: the goal, or the border of the tube around which it bends first. */
function nextBend(low: Float64Array, high: Float64Array, from: Contact, goal: Contact): Contact {
  let upper = { frame: from.frame, slope: Infinity };
  let lower = { frame: from.frame, slope: -Infinity };
  for (let n = from.frame + 1; n <= goal.frame; n++) {
    const isGoal = n === goal.frame;
    const slopeTo = (place: number): number => (place - from.place) / (n - from.frame);
    const toLow = slopeTo(isGoal ? goal.place : (low[n] ?? 0));
    const toHigh = slopeTo(isGoal ? goal.place : (high[n] ?? 0));
    if (toLow > upper.slope) return { frame: upper.frame, place: high[upper.frame] ?? 0 };
    if (toHigh < lower.slope) return { frame: lower.frame, place: low[lower.frame] ?? 0 };
    if (toHigh <= upper.slope) upper = { frame: n, slope: toHigh };
    if (toLow >= lower.slope) lower = { frame: n, slope: toLow };
  }
  return goal;
}

function clampTo(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
