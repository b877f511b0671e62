import { clock } from "../clock.ts";
import type { EdgeRules } from "../edges.ts";
import { stillPicture, type Stretch, type WordlessMaterial } from "./material.ts";
import type { WindowFeatures } from "./features.ts";
import { cutsWithin } from "./windows.ts";

type Finding = { z: number; title: string; reason: string };

/** A title and the reasons of a window without words: what stands out most names it. `z`: the features as z-scores. */
export function describeWindow(
  window: Stretch,
  raw: WindowFeatures,
  z: Record<string, number>,
  material: WordlessMaterial,
  edges: EdgeRules,
): { title: string; reasons: string[] } {
  const at = clock(window.start);
  const cuts = cutsWithin(window, edges.cuts);
  const rest = material.loudness.meanOutside(window.start, window.end);
  const louder = rest === null || !Number.isFinite(raw.loudness) ? 0 : raw.loudness - rest;
  const found: Finding[] = [];
  if (louder >= 1) {
    const reason = `${louder.toFixed(1)} dB louder than the rest of the video.`;
    found.push({ z: z.loudness ?? 0, title: `Loud passage at ${at}`, reason });
  }
  if (cuts > 0) {
    const seconds = Math.round(window.end - window.start);
    const reason = `The picture changes ${cuts === 1 ? "once" : `${cuts} times`} in ${seconds} s.`;
    found.push({ z: z.cut_rhythm ?? 0, title: cuts > 2 ? `Quick cuts at ${at}` : `New scene at ${at}`, reason });
  }
  if (raw.motion > stillPicture && (z.motion ?? 0) > 0.5) {
    const reason = "More movement in the picture than in the rest of the video.";
    found.push({ z: z.motion ?? 0, title: `Lively passage at ${at}`, reason });
  }
  const best = found.sort((a, b) => b.z - a.z);
  const note = "No speech was found here, so sound, movement and cuts decided.";
  return { title: best[0]?.title ?? `Passage at ${at}`, reasons: [...best.map((f) => f.reason), note] };
}
