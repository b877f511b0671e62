import type { CropWindow } from "./crop-window.ts";
import type { Tube } from "./taut-path.ts";

/** Where the subject is along the window's axis, frame by frame, in source pixels; null where it is not seen. */
export type Course = readonly ({ from: number; to: number } | null)[];

/** Room between the subject and the frame's border, as shares of the subject's and of the window's length. */
const subjectRoom = 0.1;
const borderRoom = 0.025;
/** Where the middle of a face belongs, as a share of the window: in the middle, and somewhat above it. */
const place = { x: 0.5, y: 0.42 };

/**
 * The tube in which the window's left (or top) holds its subject, no further than `zone` from its ideal place, which is a
 * share of the window's length. `room` is the share of the usual room between the subject and the window's border.
 */
export function tubeAround(course: Course, window: CropWindow, zone: number, room = 1): Tube {
  const limit = window.sourceLength - window.length;
  const low = new Float64Array(course.length).fill(0);
  const high = new Float64Array(course.length).fill(limit);
  for (const [n, span] of course.entries()) {
    if (!span) continue;
    const ideal = idealPlace(span, window);
    const inside = insideRange(span, window, room);
    const least = Math.max(inside.low, ideal - zone * window.length);
    const most = Math.min(inside.high, ideal + zone * window.length);
    low[n] = Math.min(limit, Math.max(0, Math.min(least, most)));
    high[n] = Math.min(limit, Math.max(0, Math.max(least, most)));
  }
  return { low, high };
}

/** Where the window would be if it followed at once. */
export function idealPlace(span: { from: number; to: number }, window: CropWindow): number {
  return (span.from + span.to) / 2 - place[window.axis] * window.length;
}

/** The places at which the window holds all of the subject with a share of the wanted room; the best one where it cannot. */
function insideRange(
  span: { from: number; to: number },
  window: CropWindow,
  share: number,
): { low: number; high: number } {
  const spare = window.length - (span.to - span.from);
  const wanted = share * (subjectRoom * (span.to - span.from) + borderRoom * window.length);
  const room = Math.max(0, Math.min(wanted, spare / 2));
  if (spare >= 0) return { low: span.to + room - window.length, high: span.from - room };
  const middle = (span.from + span.to - window.length) / 2;
  return { low: middle, high: middle };
}
