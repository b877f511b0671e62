import { mediaInput } from "../../ffmpeg/input-args.ts";
import { runFfmpeg, type Tools } from "../../ffmpeg/run.ts";
import { sampleWindows } from "./decode-sample.ts";
import type { Rhythm } from "./frame-clock.ts";
import type { Inspection } from "./inspect.ts";

/**
 * Leaves sound out that cannot be decoded: the video goes on as one without sound, where every later stage would end at it.
 * ffmpeg gives a stretch up when more than two thirds of it fail; here as many of the stretches have to.
 */
export async function leaveOutBrokenSound(tools: Tools, inspection: Inspection, rhythm: Rhythm): Promise<Inspection> {
  const { audio, file } = inspection;
  if (!audio) return inspection;
  const parts = sampleWindows(rhythm.start, rhythm.end);
  const heard = { good: 0, broken: 0 };
  for (const part of parts) {
    const output = ["-map", `0:${audio.index}`, "-f", "null", "-"];
    const { exitCode, messages } = await runFfmpeg(tools, [...mediaInput(file, part), ...output]);
    if (exitCode !== 0 && messages.length > 0) heard.broken += 1;
    else heard.good += 1;
    // Also a stretch that has no sound in it is good; a third of them settles it.
    if (heard.good * 3 >= parts.length) return inspection;
  }
  return heard.broken > 0 ? { ...inspection, audio: undefined } : inspection;
}
