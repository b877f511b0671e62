import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestStageContext } from "./stage-context.ts";
import { mustRunFfmpeg } from "../src/ffmpeg/run.ts";

const rate = 16_000;
/** A window of 5 ms is part of a word where it is louder than this share of the word's peak. */
const window = 80;
const audible = 0.02;

export type SpokenWord = { text: string; start: number; end: number };

/** Has a text spoken by ffmpeg's flite voice, as samples of 16 kHz without the silence around them. */
async function speak(context: TestStageContext, root: string, text: string, voice: string): Promise<Int16Array> {
  const [source, target] = [path.join(root, "say.txt"), path.join(root, "say.raw")];
  await writeFile(source, text);
  const input = ["-f", "lavfi", "-i", `flite=textfile=${source}:voice=${voice}`];
  await mustRunFfmpeg(context, [...input, "-ar", String(rate), "-ac", "1", "-f", "s16le", target]);
  const bytes = await readFile(target);
  const samples = new Int16Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % 2)),
  );
  const threshold = audible * Math.max(...samples.map(Math.abs));
  const loud = (at: number): boolean => Math.sqrt(meanSquare(samples.subarray(at, at + window))) > threshold;
  let [first, last] = [0, samples.length - window];
  while (first < last && !loud(first)) first += window;
  while (last > first && !loud(last)) last -= window;
  return samples.slice(first, last + window);
}

function meanSquare(samples: Int16Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
}

/**
 * Makes a film in which each part is spoken at a time that is known: parts are words or sentences, and numbers are the
 * seconds of silence between them.
 */
export async function makeSpeech(
  context: TestStageContext,
  root: string,
  name: string,
  parts: readonly (string | number)[],
  voice = "slt",
): Promise<{ file: string; seconds: number; spoken: SpokenWord[] }> {
  const pieces: Int16Array[] = [];
  const spoken: SpokenWord[] = [];
  let samples = 0;
  for (const part of parts) {
    const piece = typeof part === "number" ? new Int16Array(part * rate) : await speak(context, root, part, voice);
    if (typeof part === "string")
      spoken.push({ text: part, start: samples / rate, end: (samples + piece.length) / rate });
    pieces.push(piece);
    samples += piece.length;
  }
  const raw = path.join(root, `${name}.raw`);
  await writeFile(
    raw,
    Buffer.concat(pieces.map((piece) => Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))),
  );
  const file = path.join(root, `${name}.mp4`);
  const sound = ["-f", "s16le", "-ar", String(rate), "-ac", "1", "-i", raw];
  const picture = ["-f", "lavfi", "-i", `color=gray:s=64x64:r=10:d=${samples / rate}`];
  await mustRunFfmpeg(context, [...sound, ...picture, ..."-c:v libx264 -preset ultrafast -c:a aac".split(" "), file]);
  return { file, seconds: samples / rate, spoken };
}
