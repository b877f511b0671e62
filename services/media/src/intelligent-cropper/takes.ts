import type { Shot } from "@agentos/contracts/stages/face-detector";
import { chooseSubjects, type FollowRules } from "./choose-subject.ts";
import { frameAt, type FrameGrid } from "./frame-grid.ts";
import { partsOf } from "./presence.ts";
import type { Subject } from "./subject.ts";

/** Frames `first` to `end` (excluded) of a clip that follow one subject; none where nobody is there. */
export type Take = { first: number; end: number; subject: Subject | null };

/** A shorter take, in seconds, would only flash. */
export const shortestTake = 0.7;

/** Divides a clip into takes: a new one at each cut, and within a shot where another subject is followed. */
export function takesOf(
  shots: readonly Shot[],
  grid: FrameGrid,
  rules: FollowRules & { longestAbsence: number },
): Take[] {
  const takes = shots.flatMap((shot) => takesOfShot(shot, grid, rules));
  const [first, last] = [takes[0], takes.at(-1)];
  if (!first || !last) return [{ first: 0, end: grid.frames, subject: null }];
  first.first = 0;
  last.end = grid.frames;
  return takes;
}

function takesOfShot(shot: Shot, grid: FrameGrid, rules: FollowRules & { longestAbsence: number }): Take[] {
  const changes = partsOf(shot, shot.tracks, rules.longestAbsence).flatMap((part) =>
    part.present ? chooseSubjects(part, shot.tracks, rules) : [{ from: part.start, subject: null as Subject | null }],
  );
  const last = frameAt(grid, shot.end);
  const starts = changes.map((change) => frameAt(grid, change.from));
  const takes = changes.map(({ subject }, index) => ({
    first: starts[index] ?? 0,
    end: starts[index + 1] ?? last,
    subject,
  }));
  return mergeShort(takes, Math.round(shortestTake * grid.fps));
}

/** Gives the frames of takes that are too short to the take before, or the one after where there is none. */
function mergeShort(takes: readonly Take[], shortest: number): Take[] {
  const kept: Take[] = [];
  let waiting: number | null = null;
  for (const take of takes) {
    if (take.end <= take.first) continue;
    const before = kept.at(-1);
    const first: number = waiting ?? take.first;
    const isLast = take === takes.at(-1);
    if (take.end - first < shortest && !(isLast && !before)) {
      if (before) before.end = take.end;
      else waiting = first;
      continue;
    }
    waiting = null;
    if (before && sameSubject(before.subject, take.subject)) before.end = take.end;
    else kept.push({ ...take, first });
  }
  return kept;
}

function sameSubject(a: Subject | null, b: Subject | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((track, index) => track === b[index]);
}
