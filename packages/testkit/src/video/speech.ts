import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Speech } from "./spec.ts";

const run = promisify(execFile);

/** Samples per second of all sound here; one channel. */
export const sampleRate = 16_000;

/** The speech as 16-bit samples, spoken by ffmpeg's flite; throws where this ffmpeg was built without it. */
export async function speak(speech: Speech): Promise<Int16Array> {
  const folder = await mkdtemp(join(tmpdir(), "speech-"));
  try {
    // From a file, as a text in the filter's own arguments would need every quote and colon escaped.
    await writeFile(join(folder, "text"), speech.text);
    const spoken = `flite=textfile=text:voice=${speech.voice ?? "slt"}`;
    const { stdout } = await run(
      "ffmpeg",
      [
        ["-nostdin", "-v", "error", "-f", "lavfi", "-i", spoken, "-af", `volume=${speech.gain ?? 0}dB`],
        ["-ar", String(sampleRate), "-ac", "1", "-f", "s16le", "-"],
      ].flat(),
      { cwd: folder, encoding: "buffer", maxBuffer: 2 ** 28 },
    );
    return new Int16Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** How loud the samples are in a window of `seconds` around `time`: root of the mean square, 0–1. */
export function loudnessAt(samples: Int16Array, time: number, seconds: number): number {
  const first = Math.max(0, Math.round((time - seconds / 2) * sampleRate));
  const last = Math.min(samples.length, Math.round((time + seconds / 2) * sampleRate));
  if (last <= first) return 0;
  let sum = 0;
  for (let i = first; i < last; i++) sum += ((samples[i] ?? 0) / 32_768) ** 2;
  return Math.sqrt(sum / (last - first));
}
