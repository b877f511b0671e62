import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { sampleRate } from "./level-meter.ts";
import type { Stretch } from "./silences.ts";
import { readStretch, type Sound } from "./sound.ts";

/** Writes a stretch of sound as a WAV file (RIFF, PCM 16 bit, one channel). */
export async function writeWav(sound: Sound, stretch: Stretch, target: string, signal: AbortSignal): Promise<void> {
  const samples = readStretch(sound, stretch);
  const dataBytes = (Math.floor(stretch.end * sampleRate) - Math.floor(stretch.start * sampleRate)) * 2;
  const withHeader = async function* (): AsyncGenerator<Buffer> {
    yield wavHeader(dataBytes);
    for await (const piece of samples) yield piece as Buffer;
  };
  await pipeline(withHeader, createWriteStream(target), { signal });
}

function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
