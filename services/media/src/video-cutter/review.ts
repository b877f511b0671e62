import { mediaInput } from "../ffmpeg/input-args.ts";
import { runFfmpeg, type Tools } from "../ffmpeg/run.ts";
import type { ClipPlan } from "./clip-plan.ts";
import { loudnessFilter, readLoudness, type Loudness } from "./loudness.ts";
import type { Size } from "./output-size.ts";
import { createFrameJudge } from "./picture-worth.ts";
import { unplayable } from "./verify.ts";

/** What decoding a finished clip once tells. */
export type Review = { loudness: Loudness; bestFrame: number };

/**
 * Decodes a whole clip, small and grey: proves that each frame can be decoded, measures its loudness, and finds the frame
 * that makes the best thumbnail. Errors: NO_PLAYABLE_CLIP.
 */
export async function reviewClip(tools: Tools, file: string, plan: ClipPlan, hasSound: boolean): Promise<Review> {
  const size = reviewSize(plan.output);
  const judge = createFrameJudge(size, plan);
  const picture = `scale=${size.width}:${size.height}:flags=area,format=gray`;
  const args = [
    // The loop filter smooths what is not looked at so closely; without it a sixth of the work is saved.
    ["-xerror", ...mediaInput(file, {}, ["-skip_loop_filter", "all"])],
    ["-map", "0:v:0", "-vf", picture, "-vsync", "passthrough", "-f", "rawvideo", "pipe:1"],
    hasSound ? ["-map", "0:a:0", "-af", loudnessFilter, "-f", "null", "-"] : [],
  ];
  const result = await runFfmpeg(tools, args.flat(), { onStdout: judge.take, logLevel: "info" });
  if (result.exitCode !== 0) throw unplayable("it cannot be decoded to its end");
  if (judge.frames() !== plan.frames)
    throw unplayable(`only ${judge.frames()} of its ${plan.frames} frames can be decoded`);
  return {
    loudness: hasSound ? readLoudness(result.messages) : { integrated: null, truePeak: null },
    bestFrame: judge.best(),
  };
}

function reviewSize(output: Size): Size {
  const scale = 144 / Math.min(output.width, output.height);
  return { width: Math.round(output.width * scale), height: Math.round(output.height * scale) };
}
