import type { InputPart } from "./input-args.ts";
import { mediaInput } from "./input-args.ts";
import { mustRunFfmpeg, type FfmpegOptions, type FfmpegResult, type Tools } from "./run.ts";

const bytesPerPixel = { rgb24: 3, gray: 1 } as const;

export type FrameRequest = InputPart & {
  file: string;
  /** Frames per second that are handed on. */
  fps: number;
  /** Size of the frames that are handed on, in pixels. */
  width: number;
  height: number;
  pixelFormat: keyof typeof bytesPerPixel;
  /** Filters before the frame rate and the scale, such as a crop. */
  filters?: readonly string[];
} & Pick<FfmpegOptions, "onProgress" | "onMessage" | "logLevel">;

/** A frame: `t` seconds of the media, `pixels` row by row without padding. `pixels` is only valid until the handler is done. */
export type Frame = { index: number; t: number; pixels: Buffer };

/** Decodes the first video stream to raw frames, one at a time: only one frame is held in memory. */
export async function decodeFrames(
  tools: Tools,
  request: FrameRequest,
  onFrame: (frame: Frame) => void | Promise<void>,
): Promise<FfmpegResult> {
  const { width, height, fps, pixelFormat, start = 0 } = request;
  const filters = [...(request.filters ?? []), `fps=${fps}:start_time=0`, `scale=${width}:${height}:flags=bilinear`];
  const args = [
    ...mediaInput(request.file, request),
    ..."-map 0:v:0 -an -sn -dn -f rawvideo -pix_fmt".split(" "),
    pixelFormat,
    "-vf",
    filters.join(","),
    "pipe:1",
  ];
  let index = 0;
  const take = cutInto(width * height * bytesPerPixel[pixelFormat], async (pixels) => {
    await onFrame({ index, t: start + index / fps, pixels });
    index += 1;
  });
  return mustRunFfmpeg(tools, args, { ...pick(request), onStdout: take });
}

export type SoundRequest = InputPart & {
  file: string;
  /** Samples per second, one channel. */
  sampleRate: number;
  /** Samples per handed-on block. */
  blockSamples: number;
  filters?: readonly string[];
} & Pick<FfmpegOptions, "onProgress" | "onMessage" | "logLevel">;

/** A block of mono samples in −1…1; `t` is its start in seconds of the media. `samples` is only valid until the handler is done. */
export type SoundBlock = { t: number; samples: Float32Array };

/** Decodes the sound to mono floats, a block at a time; the last block may be shorter. */
export async function decodeSound(
  tools: Tools,
  request: SoundRequest,
  onBlock: (block: SoundBlock) => void | Promise<void>,
): Promise<FfmpegResult> {
  const { sampleRate, blockSamples, start = 0, filters = [] } = request;
  const args = [
    ...mediaInput(request.file, request),
    ..."-map 0:a:0 -vn -sn -dn -ac 1 -f f32le -ar".split(" "),
    String(sampleRate),
    "-af",
    [...filters, "aresample=async=1:first_pts=0"].join(","),
    "pipe:1",
  ];
  let done = 0;
  const emit = async (bytes: Buffer): Promise<void> => {
    const samples = new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
    await onBlock({ t: start + done / sampleRate, samples });
    done += samples.length;
  };
  const take = cutInto(blockSamples * 4, emit);
  const result = await mustRunFfmpeg(tools, args, { ...pick(request), onStdout: take });
  const rest = take.rest();
  if (rest.length >= 4) await emit(rest);
  return result;
}

function pick(request: FrameRequest | SoundRequest): FfmpegOptions {
  return {
    ...(request.onProgress && { onProgress: request.onProgress }),
    ...(request.onMessage && { onMessage: request.onMessage }),
    ...(request.logLevel && { logLevel: request.logLevel }),
  };
}

/** Gathers pieces of any length in one buffer of `size` bytes and calls `emit` each time that it is full. */
function cutInto(size: number, emit: (block: Buffer) => Promise<void>) {
  // An own memory block, so that it is aligned for Float32Array.
  const block = Buffer.from(new ArrayBuffer(size));
  let filled = 0;
  const take = async (piece: Buffer): Promise<void> => {
    let offset = 0;
    while (offset < piece.length) {
      const copied = piece.copy(block, filled, offset, offset + size - filled);
      filled += copied;
      offset += copied;
      if (filled < size) continue;
      await emit(block);
      filled = 0;
    }
  };
  return Object.assign(take, { rest: (): Buffer => block.subarray(0, filled) });
}
