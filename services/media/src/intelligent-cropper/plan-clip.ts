import type { MomentFaces } from "@agentos/contracts/stages/face-detector";
import type { ClipPath, CropQuality, FramedShot } from "@agentos/contracts/stages/intelligent-cropper";
import type { CropWindow } from "./crop-window.ts";
import { frameGrid } from "./frame-grid.ts";
import { frameTake } from "./frame-take.ts";
import { measureQuality } from "./quality.ts";
import type { IntelligentCropperSettings } from "./settings.ts";
import { takesOf, type Take } from "./takes.ts";

type Span = { index: number; start_seconds: number; end_seconds: number };

/** The framing of one moment, frame by frame, and its quality. Pure. */
export function planClip(
  moment: Span,
  shots: MomentFaces["shots"],
  source: { width: number; height: number; fps: number },
  window: CropWindow,
  settings: IntelligentCropperSettings,
): { clip: ClipPath; quality: CropQuality } {
  const grid = frameGrid(moment, source.fps);
  const picture = { width: source.width, height: source.height };
  const whole = { start: moment.start_seconds, end: moment.end_seconds, tracks: [] };
  const { shortestHold, longestAbsence } = settings;
  const rules = { picture, axis: window.axis, length: window.length, shortestHold, longestAbsence };
  const takes = takesOf(shots.length > 0 ? shots : [whole], grid, rules);
  const framed: { take: Take; shot: FramedShot }[] = [];
  for (const take of takes) {
    framed.push({ take, shot: frameTake(take, framed.at(-1)?.shot.mode, window, grid, picture, settings) });
  }
  const quality = measureQuality(framed, window, grid, picture, settings);
  return { clip: { index: moment.index, w: window.w, h: window.h, shots: framed.map(({ shot }) => shot) }, quality };
}
