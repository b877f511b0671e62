import { mediaInput } from "../../ffmpeg/input-args.ts";
import { mustRunFfmpeg, reportShare, type Tools } from "../../ffmpeg/run.ts";
import { createMetadataReader } from "./frame-metadata.ts";
import { createPerSecond } from "./per-second.ts";

/** Seconds of the cuts in order; the mean difference of neighbouring frames in each second, 0–100. */
export type PictureMeasures = { cuts: number[]; motion: number[] };

type Source = { file: string; stream: number; seconds: number };

/** Two cuts nearer than this are one: a flash, or a cut that is seen twice. */
const leastBetweenCuts = 0.25;

/**
 * Finds cuts and movement in one decoding at low resolution (ffmpeg's scdet: the mean absolute difference of frames, and
 * how much it jumps). `threshold` 0–100. Memory grows by two numbers a second.
 */
export async function measurePicture(
  tools: Tools,
  { file, stream, seconds }: Source,
  threshold: number,
  progress: (fraction: number) => void,
): Promise<PictureMeasures> {
  const cuts: number[] = [];
  const motion = createPerSecond(seconds);
  const read = createMetadataReader((time, key, value) => {
    if (key === "lavfi.scd.mafd") motion.add(time, value);
    if (key !== "lavfi.scd.score" || value < threshold || time <= 0) return;
    if (time - (cuts.at(-1) ?? Number.NEGATIVE_INFINITY) >= leastBetweenCuts) cuts.push(time);
  });
  const filters = "scale=320:-2:flags=fast_bilinear,scdet=t=100,metadata=mode=print:file=-";
  await mustRunFfmpeg(tools, [...mediaInput(file), "-map", `0:${stream}`, "-vf", filters, "-f", "null", "-"], {
    onStdout: read,
    onProgress: reportShare(progress, seconds),
  });
  return { cuts, motion: motion.means().map((mean) => mean ?? 0) };
}
