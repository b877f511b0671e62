import type { FaceBox, FaceTrack } from "@agentos/contracts/stages/face-detector";
import { boxAt } from "../face-track/box-at.ts";

/** Seconds that a face is taken to be there before its first and after its last sample. */
export const reach = 0.4;

type Area = { x: number; y: number; w: number; h: number };

/** What a stretch of a clip follows: one face, or several that are framed together. */
export type Subject = readonly FaceTrack[];

/** The box around all faces of a subject at a time, within the picture; null where none of them is seen. */
export function subjectAt(subject: Subject, t: number, picture: { width: number; height: number }): Area | null {
  const boxes = subject.flatMap(({ boxes: own }) => boxAt(own, t, reach) ?? []);
  if (boxes.length === 0) return null;
  const left = Math.max(0, Math.min(...boxes.map((box) => box.x)));
  const top = Math.max(0, Math.min(...boxes.map((box) => box.y)));
  const right = Math.min(picture.width, Math.max(...boxes.map((box) => box.x + box.w)));
  const bottom = Math.min(picture.height, Math.max(...boxes.map((box) => box.y + box.h)));
  return { x: left, y: top, w: Math.max(0, right - left), h: Math.max(0, bottom - top) };
}

/**
 * The track without single samples that are far off, as when a hand covers half the face: a box that leaps out between two
 * neighbours, by half a face or more, becomes their middle.
 */
export function steadied(track: FaceTrack): FaceTrack {
  const boxes = track.boxes.map((box, k) => {
    const [before, after] = [track.boxes[k - 1], track.boxes[k + 1]];
    if (!before || !after) return box;
    const between = (pick: (one: FaceBox) => number): number => (pick(before) + pick(after)) / 2;
    const w = between((one) => one.w);
    const away = Math.hypot(
      box.x + box.w / 2 - between((one) => one.x + one.w / 2),
      box.y + box.h / 2 - between((one) => one.y + one.h / 2),
    );
    const leaps = away > w / 2 || box.w > 1.5 * w || box.w < w / 1.5;
    return leaps
      ? { ...box, w, h: between((one) => one.h), x: between((one) => one.x), y: between((one) => one.y) }
      : box;
  });
  return { ...track, boxes };
}

/** How much a face matters without sound: large, sure, near the middle, and there for long. */
export function prominence(track: FaceTrack, picture: { width: number }): number {
  const size = meanOf(track.boxes, (box) => box.w) / picture.width;
  const score = meanOf(track.boxes, (box) => box.score);
  const off = meanOf(track.boxes, (box) => Math.abs(box.x + box.w / 2 - picture.width / 2)) / (picture.width / 2);
  return size * score * (1 - 0.5 * off) * Math.sqrt(lastSeen(track) - firstSeen(track) + 1);
}

export function meanWidth(track: FaceTrack): number {
  return meanOf(track.boxes, (box) => box.w);
}

export function firstSeen(track: FaceTrack): number {
  return track.boxes[0]?.t ?? 0;
}

export function lastSeen(track: FaceTrack): number {
  return track.boxes.at(-1)?.t ?? 0;
}

function meanOf(boxes: readonly FaceBox[], pick: (box: FaceBox) => number): number {
  return boxes.reduce((sum, box) => sum + pick(box), 0) / boxes.length;
}
