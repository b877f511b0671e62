/** The frames of a clip: frame `n` of it is shown `timeOf(n)` seconds into the media. */
export type FrameGrid = { fps: number; first: number; frames: number };

/** The frames of the media that a moment holds. */
export function frameGrid(moment: { start_seconds: number; end_seconds: number }, fps: number): FrameGrid {
  const first = Math.round(moment.start_seconds * fps);
  return { fps, first, frames: Math.max(1, Math.round(moment.end_seconds * fps) - first) };
}

export function timeOf(grid: FrameGrid, n: number): number {
  return (grid.first + n) / grid.fps;
}

/** The first frame of the clip that is shown at or after a time, within the clip; rounded times find their own frame. */
export function frameAt(grid: FrameGrid, t: number): number {
  return Math.min(grid.frames, Math.max(0, Math.ceil(t * grid.fps - 0.5) - grid.first));
}
