import type { FramedShot } from "@agentos/contracts/stages/intelligent-cropper";
import type { CropWindow } from "./crop-window.ts";
import { timeOf, type FrameGrid } from "./frame-grid.ts";
import { planTake, type PathRules } from "./plan-take.ts";
import { steadied, subjectAt, type Subject } from "./subject.ts";
import { shortestTake, type Take } from "./takes.ts";
import type { Course } from "./tube.ts";

type Picture = { width: number; height: number };

/** A window that holds so much of the picture loses little; the whole picture is then not worth the blurred sides. */
const nearlyAll = 0.9;
/** Share of the frames in which a subject may be larger than the window. */
const tooLarge = 0.2;

/**
 * Frames a take: a moving window where there is a subject that fits into it, else the whole picture. `before` is the mode
 * of the take before.
 */
export function frameTake(
  take: Take,
  before: FramedShot["mode"] | undefined,
  window: CropWindow,
  grid: FrameGrid,
  picture: Picture,
  rules: PathRules,
): FramedShot {
  const frames = take.end - take.first;
  const bounds = { start: timeOf(grid, take.first), end: timeOf(grid, take.end) };
  const course = take.subject ? courseOf(take.subject, take, window, grid, picture) : Array<null>(frames).fill(null);
  const all = window.length >= nearlyAll * window.sourceLength;
  // A short shot without a face between others would flash if it were framed otherwise.
  const brief = !take.subject && before === "crop" && frames < shortestTake * grid.fps;
  if (!all && !brief && (!take.subject || !holdable(course, window))) return { ...bounds, mode: "fit", path: [] };
  const along = planTake(course, window, grid.fps, rules);
  const across = window.axis === "x" ? (picture.height - window.h) / 2 : (picture.width - window.w) / 2;
  const path = Array.from(along, (place, n) => {
    const [moving, fixed] = [Number(place.toFixed(3)), Math.max(0, Math.floor(across))];
    const t = timeOf(grid, take.first + n);
    return window.axis === "x" ? { t, x: moving, y: fixed } : { t, x: fixed, y: moving };
  });
  return { ...bounds, mode: "crop", path };
}

function courseOf(subject: Subject, take: Take, window: CropWindow, grid: FrameGrid, picture: Picture): Course {
  const steady = subject.map(steadied);
  return Array.from({ length: take.end - take.first }, (_, n) => {
    const area = subjectAt(steady, timeOf(grid, take.first + n), picture);
    if (!area) return null;
    return window.axis === "x" ? { from: area.x, to: area.x + area.w } : { from: area.y, to: area.y + area.h };
  });
}

function holdable(course: Course, window: CropWindow): boolean {
  const seen = course.filter((span) => span !== null);
  const large = seen.filter((span) => span.to - span.from > window.length).length;
  return seen.length > 0 && large <= tooLarge * seen.length;
}
