import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A picture whose pixels tell where and when they are from: brightness grows from left to right, one colour with the frames. */
export const coded = { width: 320, height: 180, fps: 25, steps: 28 };

/** Value of the colour plane V in a frame. */
export function codeOf(frame: number): number {
  return 16 + 8 * (frame % coded.steps);
}

/** Makes an MP4 of so many frames; with sound, a beep of 0.2 s begins at each even second. */
export async function makeCodedVideo(output: string, frames: number, sound: boolean): Promise<void> {
  const { width, height, fps } = coded;
  const beeps = "aevalsrc='0.3*sin(2*PI*1000*t)*lt(mod(t,2),0.2)':s=48000";
  const args = [
    ["-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", `${width}x${height}`, "-r", String(fps)],
    ["-i", "pipe:0", ...(sound ? ["-f", "lavfi", "-t", String(frames / fps), "-i", beeps, "-c:a", "aac"] : [])],
    ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "4", "-g", "60", output],
  ];
  const child = spawn("ffmpeg", args.flat(), { stdio: ["pipe", "inherit", "inherit"] });
  const frame = Buffer.alloc((width * height * 3) / 2, 128);
  for (let i = 0; i < width * height; i += 1) frame[i] = 16 + Math.round((219 * (i % width)) / (width - 1));
  for (let n = 0; n < frames; n += 1) {
    frame.fill(codeOf(n), (width * height * 5) / 4);
    if (!child.stdin.write(Buffer.from(frame))) await once(child.stdin, "drain");
  }
  child.stdin.end();
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)}`);
}

/** A decoded picture: its planes, and their size. */
export type Decoded = { width: number; height: number; y: Buffer; u: Buffer; v: Buffer };

/** All frames of a file, scaled to a size. */
export async function decodeAll(file: string, width: number, height: number): Promise<Decoded[]> {
  const filter = `scale=${width}:${height}:flags=area,format=yuv420p`;
  const args = ["-v", "error", "-i", file, "-vf", filter, "-vsync", "passthrough", "-f", "rawvideo", "-"];
  const { stdout } = await run("ffmpeg", args, { encoding: "buffer", maxBuffer: 2 ** 29 });
  const luma = width * height;
  return Array.from({ length: stdout.length / (luma * 1.5) }, (_, n) => {
    const at = n * luma * 1.5;
    return {
      width,
      height,
      y: stdout.subarray(at, at + luma),
      u: stdout.subarray(at + luma, at + luma * 1.25),
      v: stdout.subarray(at + luma * 1.25, at + luma * 1.5),
    };
  });
}

/** Mono samples at 48 kHz, −1…1. */
export async function decodeSamples(file: string): Promise<Float32Array> {
  const args = ["-v", "error", "-i", file, "-ac", "1", "-ar", "48000", "-f", "f32le", "-"];
  const { stdout } = await run("ffmpeg", args, { encoding: "buffer", maxBuffer: 2 ** 28 });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

/** Mean of a plane over a part of it, in shares of its width and height. */
export function meanOfPart(
  plane: Buffer,
  width: number,
  part: { left: number; right: number; top: number; bottom: number },
): number {
  const height = plane.length / width;
  let sum = 0;
  let count = 0;
  for (let y = Math.floor(part.top * height); y < part.bottom * height; y += 1) {
    for (let x = Math.floor(part.left * width); x < part.right * width; x += 1) {
      sum += plane[y * width + x] ?? 0;
      count += 1;
    }
  }
  return sum / count;
}
