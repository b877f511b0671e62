import { mediaInput } from "../../ffmpeg/input-args.ts";
import { mustRunFfmpeg, reportShare, type Tools } from "../../ffmpeg/run.ts";
import { createMetadataReader } from "./frame-metadata.ts";
import { createPerSecond } from "./per-second.ts";

type Source = { file: string; stream: number; seconds: number };

/** Momentary loudness below this is silence, LUFS. */
const silence = -60;

/** Momentary loudness (EBU R 128, windows of 0.4 s) as a mean of each second by power, in LUFS; null where silent. */
export async function measureSound(
  tools: Tools,
  { file, stream, seconds }: Source,
  progress: (fraction: number) => void,
): Promise<(number | null)[]> {
  const power = createPerSecond(seconds);
  const read = createMetadataReader((time, _key, lufs) => {
    // A window is dated by its last tenth; its middle lies earlier.
    power.add(Math.max(0, time - 0.15), lufs < silence ? 0 : 10 ** (lufs / 10));
  });
  const filters = "ebur128=metadata=1:framelog=verbose,ametadata=mode=print:key=lavfi.r128.M:file=-";
  await mustRunFfmpeg(tools, [...mediaInput(file), "-map", `0:${stream}`, "-af", filters, "-f", "null", "-"], {
    onStdout: read,
    onProgress: reportShare(progress, seconds),
  });
  return power.means().map((mean) => {
    const level = mean === null || mean === 0 ? Number.NEGATIVE_INFINITY : 10 * Math.log10(mean);
    return level < silence ? null : Math.round(level * 10) / 10;
  });
}
