import { AppError } from "@agentos/contracts/errors";
import { mediaInput } from "../../ffmpeg/input-args.ts";
import { runFfmpeg, type Tools } from "../../ffmpeg/run.ts";
import type { Inspection } from "./inspect.ts";
import type { Rhythm } from "./frame-clock.ts";

/** Stretches that are decoded, evenly over the video, and their length: a bounded price for a video of any length. */
const windows = 8;
const windowSeconds = 2;
/** Share of frames that may fail. */
const allowedShare = 0.05;

/** Counts the frames of a stream that ffmpeg, decoding it from the start, could not decode or had to mend. */
export function createDamageCounter(stream: number): { take(line: string): void; readonly count: number } {
  return countLines((line) => line.includes("corrupt decoded frame") || isLost(line, stream));
}

/** The same after a jump into the middle, where H.264 is allowed to refer to pictures that were not read: damaged bytes alone count. */
function createSliceDamageCounter(stream: number): { take(line: string): void; readonly count: number } {
  return countLines((line) => line.includes("error while decoding MB") || isLost(line, stream));
}

function isLost(line: string, stream: number): boolean {
  return line.includes(`Error while decoding stream #0:${stream}`);
}

function countLines(matches: (line: string) => boolean): { take(line: string): void; readonly count: number } {
  let count = 0;
  return {
    take: (line) => {
      if (matches(line)) count += 1;
    },
    get count() {
      return count;
    },
  };
}

/** Decodes samples of an H.264 video that is otherwise taken as it is. Errors: VIDEO_CORRUPT. */
export async function judgeSample(
  tools: Tools,
  inspection: Inspection,
  rhythm: Rhythm,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const total = { expected: 0, damaged: 0, decoded: 0 };
  const parts = sampleWindows(rhythm.start, rhythm.end);
  for (const [index, part] of parts.entries()) {
    const { decoded, damaged } = await decodeWindow(tools, inspection, part);
    const expected = Math.max(1, Math.floor(part.duration * rhythm.fps) - 1);
    total.expected += expected;
    total.damaged += Math.min(expected, damaged);
    total.decoded += decoded;
    onProgress((index + 1) / parts.length);
  }
  // After a jump, a stream without whole key frames takes a while until its first picture: only a lack of most counts.
  const missing = total.decoded < total.expected / 2;
  if (missing || total.damaged > total.expected * allowedShare) throw new AppError("VIDEO_CORRUPT");
}

/** The whole of a short video, else `windows` stretches from its first second to its last. */
export function sampleWindows(start: number, end: number): { start: number; duration: number }[] {
  const seconds = end - start;
  if (seconds <= windows * windowSeconds) return [{ start, duration: seconds }];
  const step = (seconds - windowSeconds) / (windows - 1);
  return Array.from({ length: windows }, (_, index) => ({ start: start + index * step, duration: windowSeconds }));
}

async function decodeWindow(
  tools: Tools,
  { file, video }: Inspection,
  part: { start: number; duration: number },
): Promise<{ decoded: number; damaged: number }> {
  const damage = createSliceDamageCounter(video.index);
  let decoded = 0;
  const output = ["-map", `0:${video.index}`, "-fps_mode", "passthrough", "-f", "null", "-"];
  await runFfmpeg(tools, [...mediaInput(file, part), ...output], {
    onMessage: damage.take,
    onProgress: ({ frames }) => {
      decoded = frames;
    },
  });
  return { decoded, damaged: damage.count };
}
