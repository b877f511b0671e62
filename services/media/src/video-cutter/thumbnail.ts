import path from "node:path";
import { mediaInput } from "../ffmpeg/input-args.ts";
import { runFfmpeg, type Tools } from "../ffmpeg/run.ts";
import type { ClipPlan } from "./clip-plan.ts";
import { unplayable } from "./verify.ts";

/** Saves one frame of a finished clip as a JPEG in the clip's size; its path. */
export async function makeThumbnail(tools: Tools, clip: string, plan: ClipPlan, frame: number): Promise<string> {
  const output = path.join(path.dirname(clip), `${path.basename(clip, ".mp4")}.jpg`);
  const start = Math.max(0, (frame - 0.25) / plan.rate.perSecond);
  const args = [
    mediaInput(clip, { start }),
    ["-map", "0:v:0", "-frames:v", "1", "-q:v", "3", "-pix_fmt", "yuvj420p", "-update", "1", output],
  ];
  const result = await runFfmpeg(tools, args.flat());
  if (result.exitCode !== 0) throw unplayable("no picture can be taken from it");
  return output;
}
