/** A detected face: left, top, width and height in pixels of the frame that was looked at; score 0–1. */
export type Box = { x: number; y: number; w: number; h: number; score: number };

type Area = { x: number; y: number; w: number; h: number };

/** Intersection over union of two boxes, 0–1. */
export function overlap(a: Area, b: Area): number {
  const shared = sharedArea(a, b);
  const union = a.w * a.h + b.w * b.h - shared;
  return union > 0 ? shared / union : 0;
}

/** Share of the smaller box that lies in the other one, 0–1: tells a part of a face from the face. */
export function containment(a: Area, b: Area): number {
  const smaller = Math.min(a.w * a.h, b.w * b.h);
  return smaller > 0 ? sharedArea(a, b) / smaller : 0;
}

function sharedArea(a: Area, b: Area): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/**
 * One box per face. Boxes that overlap are blended by their scores, which jitters less over time than taking the best
 * (the weighted suppression of BlazeFace, Bazarevsky et al. 2019).
 */
export function suppress(boxes: readonly Box[], threshold = 0.3): Box[] {
  let open = [...boxes].sort((a, b) => b.score - a.score);
  const kept: Box[] = [];
  for (let best = open[0]; best; best = open[0]) {
    const lead = best;
    const group = open.filter((box) => overlap(lead, box) > threshold || containment(lead, box) > 0.7);
    open = open.filter((box) => !group.includes(box));
    kept.push(
      blend(
        group.filter((box) => overlap(lead, box) > threshold),
        lead.score,
      ),
    );
  }
  return kept;
}

function blend(group: readonly Box[], score: number): Box {
  const total = group.reduce((sum, box) => sum + box.score, 0);
  const mean = (pick: (box: Box) => number): number =>
    group.reduce((sum, box) => sum + pick(box) * box.score, 0) / total;
  return { x: mean((b) => b.x), y: mean((b) => b.y), w: mean((b) => b.w), h: mean((b) => b.h), score };
}
