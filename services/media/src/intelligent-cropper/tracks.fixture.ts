import type { FaceTrack } from "@agentos/contracts/stages/face-detector";

/** A face that is sampled three times a second between two times; `x` may be a function of the time. */
export function face(
  id: number,
  [from, to]: [number, number],
  x: number | ((t: number) => number),
  side: number,
  speaking: [number, number][] = [],
): FaceTrack {
  const boxes = Array.from({ length: Math.floor((to - from) * 3) + 1 }, (_, k) => {
    const t = from + k / 3;
    return { t, x: typeof x === "number" ? x : x(t), y: 200, w: side, h: side, score: 0.9 };
  });
  return { id, boxes, speaking: speaking.map(([start, end]) => ({ start, end })) };
}
