import type { ClipPlan } from "./clip-plan.ts";

/** The instance name under which commands reach the crop filter. */
export const cropInstance = "crop@window";

/**
 * The file for ffmpeg's sendcmd filter: a line for each frame at which the window moves. A command is dated a quarter of
 * a frame early, so that rounding never makes it miss its frame. Times in seconds from the clip's start.
 */
export function cropCommands(plan: ClipPlan): string {
  const lines: string[] = [];
  let before = plan.positions[0];
  plan.positions.forEach((position, frame) => {
    if (frame === 0 || (position.x === before?.x && position.y === before.y)) return;
    before = position;
    const time = ((frame - 0.25) / plan.rate.perSecond).toFixed(4);
    lines.push(`${time} ${cropInstance} x ${position.x.toFixed(2)}, ${cropInstance} y ${position.y.toFixed(2)};`);
  });
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}
