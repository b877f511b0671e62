import type { CropQuality, FramedShot } from "@agentos/contracts/stages/intelligent-cropper";
import type { CropWindow } from "./crop-window.ts";
import { timeOf, type FrameGrid } from "./frame-grid.ts";
import { countReversals, topSpeed } from "./movement.ts";
import { subjectAt } from "./subject.ts";
import type { Take } from "./takes.ts";

type Framed = { take: Take; shot: FramedShot };
export type QualityBounds = { maxTravel: number; maxReversals: number };

/** Share of the time for which a face has to be wholly in the frame. */
const leastInside = 0.95;

/**
 * Measures a clip's framing on its paths and the faces found, in pixels of the clip. Where another subject is taken up the
 * frame jumps, as at a cut; a jump is no travel and no reversal.
 */
export function measureQuality(
  framed: readonly Framed[],
  window: CropWindow,
  grid: FrameGrid,
  picture: { width: number; height: number },
  bounds: QualityBounds,
): CropQuality {
  const paths = framed.map(({ shot }) => shot.path.map((point) => point[window.axis] * window.scale));
  const seconds = grid.frames / grid.fps;
  const measured = {
    framing: framingOf(framed),
    face_inside_share: insideShare(framed, window, grid, picture),
    max_travel_px_per_s: Math.max(0, ...paths.map((path) => topSpeed(path, grid.fps))),
    reversals_per_s: paths.reduce((sum, path) => sum + countReversals(path), 0) / seconds,
  };
  return { ...measured, note: noteOn(measured, bounds) };
}

function framingOf(framed: readonly Framed[]): CropQuality["framing"] {
  const modes = new Set(framed.map(({ shot }) => shot.mode));
  if (modes.size > 1) return "mixed";
  return modes.has("fit") ? "fitted" : "cropped";
}

/** Share of the frames with a followed face in which that face is wholly shown; null where no frame has one. */
function insideShare(
  framed: readonly Framed[],
  window: CropWindow,
  grid: FrameGrid,
  picture: { width: number; height: number },
): number | null {
  let seen = 0;
  let inside = 0;
  for (const { take, shot } of framed) {
    for (let n = take.first; take.subject && n < take.end; n++) {
      const area = subjectAt(take.subject, timeOf(grid, n), picture);
      if (!area) continue;
      seen++;
      const corner = shot.path[n - take.first];
      if (!corner || holds({ ...corner, w: window.w, h: window.h }, area)) inside++;
    }
  }
  return seen === 0 ? null : inside / seen;
}

type Area = { x: number; y: number; w: number; h: number };

/** Within half a pixel, as boxes and windows are rounded. */
function holds(frame: Area, area: Area): boolean {
  return (
    area.x >= frame.x - 0.5 &&
    area.y >= frame.y - 0.5 &&
    area.x + area.w <= frame.x + frame.w + 0.5 &&
    area.y + area.h <= frame.y + frame.h + 0.5
  );
}

function noteOn(measured: Omit<CropQuality, "note">, bounds: QualityBounds): string | null {
  const { face_inside_share: inside, max_travel_px_per_s: travel, reversals_per_s: reversals, framing } = measured;
  const notes: string[] = [];
  if (framing === "fitted" && inside === null)
    notes.push("No face was found, so the whole picture is shown with blurred sides.");
  else if (framing === "fitted") notes.push("The face is too large for the frame, so the whole picture is shown.");
  else if (framing === "mixed") notes.push("Parts without a face show the whole picture with blurred sides.");
  if (inside !== null && inside < leastInside) {
    notes.push(`The face is wholly in the frame for ${Math.round(inside * 100)} % of the time only.`);
  }
  if (travel > bounds.maxTravel) {
    notes.push(`The subject is fast: to hold it the frame moves at up to ${Math.ceil(travel)} pixels a second.`);
  }
  if (reversals > bounds.maxReversals) {
    notes.push(`The subject moves to and fro: to hold it the frame turns ${reversals.toFixed(2)} times a second.`);
  }
  return notes.length > 0 ? notes.join(" ") : null;
}
