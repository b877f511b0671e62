import { createReadStream, createWriteStream, type ReadStream } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { finished, pipeline } from "node:stream/promises";
import { mediaInput } from "../../ffmpeg/input-args.ts";
import { mustRunFfmpeg, reportShare, type Tools } from "../../ffmpeg/run.ts";
import { LevelMeter, sampleRate } from "./level-meter.ts";
import { findSilences, isSilent, type Stretch } from "./silences.ts";

/** The sound of a video, taken apart: 16 kHz, one channel, 16-bit little-endian samples in a file without a header. */
export type Sound = {
  file: string;
  seconds: number;
  silences: Stretch[];
  /** Nothing in it can be heard. */
  silent: boolean;
};

/** Extracts the sound of a media file and measures it in the same pass. Second 0 is the second 0 of the media. */
export async function takeSound(
  tools: Tools,
  media: string,
  mediaSeconds: number,
  workDir: string,
  onProgress: (fraction: number) => void,
): Promise<Sound> {
  const file = path.join(workDir, "sound.raw");
  const meter = new LevelMeter();
  const target = createWriteStream(file);
  const done = finished(target);
  // A failed write shows up where the stream's end is awaited.
  done.catch(() => {});
  const args = [
    ...mediaInput(media),
    ..."-map 0:a:0 -vn -sn -dn -af aresample=async=1:first_pts=0 -ac 1 -f s16le -ar".split(" "),
    String(sampleRate),
    "pipe:1",
  ];
  try {
    await mustRunFfmpeg(tools, args, {
      onProgress: reportShare(onProgress, mediaSeconds),
      onStdout: async (piece) => {
        meter.add(piece);
        if (!target.write(piece)) await Promise.race([once(target, "drain"), done]);
      },
    });
  } finally {
    target.end();
  }
  await done;
  const levels = meter.levels();
  const seconds = target.bytesWritten / 2 / sampleRate;
  return { file, seconds, silences: findSilences(levels), silent: isSilent(levels) };
}

/** The samples of a stretch. */
export function readStretch(sound: Sound, { start, end }: Stretch): ReadStream {
  const from = Math.floor(start * sampleRate) * 2;
  return createReadStream(sound.file, { start: from, end: Math.max(from, Math.floor(end * sampleRate) * 2 - 1) });
}

/** Writes the samples of a stretch to a file of their own. */
export async function writeStretch(sound: Sound, stretch: Stretch, target: string, signal: AbortSignal): Promise<void> {
  await pipeline(readStretch(sound, stretch), createWriteStream(target), { signal });
}
