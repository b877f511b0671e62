import { once } from "node:events";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { AppError } from "@agentos/contracts/errors";
import type { Tools } from "../ffmpeg/run.ts";
import type { Box } from "./boxes.ts";
import { answer, answerDescriptor, type ProgramOptions } from "./protocol.ts";

/** Takes a frame's pixels (RGB) and whether to look closely; resolves when the pixels may be used again. */
export type HandOver = (pixels: Uint8Array, closely: boolean) => Promise<void>;

export type Detector = Omit<ProgramOptions, "model">;

/** The name and version that tell which model found the faces. */
export const detectorName = "mediapipe-full-range-sparse/litert.js";
export const detectorVersion = "0.4.1657300184/2.5.3";

const modelPath = fileURLToPath(
  new URL("face_detection_full_range_sparse.tflite", import.meta.resolve("@mediapipe/face_detection")),
);

/**
 * Finds the faces in all frames that `feed` hands over, in a program of its own; the answers are in their order. Few
 * frames are held at a time. Errors: STAGE_FAILED when the program fails, and what `feed` throws; either ends the other.
 */
export async function detectFaces(
  tools: Tools,
  detector: Detector,
  feed: (handOver: HandOver, tools: Tools) => Promise<void>,
): Promise<Box[][]> {
  const stop = new AbortController();
  const signal = AbortSignal.any([tools.signal, stop.signal]);
  const bound = { ...tools, signal };
  const frames = new PassThrough({ highWaterMark: 2 * detector.width * detector.height * 3 });
  const handOver: HandOver = async (pixels, closely) => {
    frames.write(Uint8Array.of(closely ? 1 : 0));
    // The sender's buffer is filled anew while ours waits to be read.
    if (!frames.write(Buffer.from(pixels))) await once(frames, "drain", { signal });
  };
  const endOther = (cause: unknown): never => {
    stop.abort(cause);
    throw cause;
  };
  const [found] = await Promise.allSettled([
    runProgram(bound, detector, frames).catch(endOther),
    feed(handOver, bound)
      .then(() => frames.end())
      .catch(endOther),
  ]);
  signal.throwIfAborted();
  if (found.status === "rejected") throw found.reason;
  return found.value;
}

async function runProgram(tools: Tools, detector: Detector, frames: PassThrough): Promise<Box[][]> {
  const found: Box[][] = [];
  const take = linesInto((line) => {
    const { faces } = answer.parse(JSON.parse(line));
    found.push(faces.map(([x, y, w, h, score]) => ({ x, y, w, h, score })));
  });
  const program = fileURLToPath(new URL("program.ts", import.meta.url));
  const options: ProgramOptions = { ...detector, model: modelPath };
  const { exitCode, stderr } = await tools.runTool(
    "sh",
    // The answers get a pipe of their own, and whatever a library prints goes to stderr.
    ["-c", `exec "$@" ${answerDescriptor}>&1 1>&2`, "sh", process.execPath, "--max-old-space-size=256", program].concat(
      JSON.stringify(options),
    ),
    // Runtimes of WebAssembly reserve address space by the ten GiB; what is used is near 200 MB.
    { signal: tools.signal, input: frames, onStdout: take, limits: { memoryBytes: 64 * 2 ** 30 } },
  );
  if (exitCode === 0 && frames.readableEnded) return found;
  throw new AppError("STAGE_FAILED", undefined, {
    cause: new Error(`the face detector ended with ${exitCode}: ${stderr.slice(-2000)}`),
  });
}

/** Calls `onLine` with each whole line of pieces that may end anywhere. */
function linesInto(onLine: (line: string) => void): (piece: Buffer) => void {
  let open = "";
  return (piece) => {
    const lines = (open + piece.toString("latin1")).split("\n");
    open = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  };
}
