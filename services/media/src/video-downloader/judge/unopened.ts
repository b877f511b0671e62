import { open } from "node:fs/promises";
import { AppError, type ErrorCode } from "@agentos/contracts/errors";

/** Demuxers of sound alone: naming what is missing helps more than naming the container. */
const soundFormats = new Set([
  "mp3",
  "wav",
  "flac",
  "aac",
  "ac3",
  "eac3",
  "amr",
  "aiff",
  "w64",
  "caf",
  "tta",
  "ape",
  "au",
]);
/** First boxes of an MP4 or MOV file. */
const boxes = new Set(["ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp"]);
/** Brands of single pictures in the same container. */
const pictureBrands = new Set(["heic", "heix", "mif1", "msf1", "avif"]);

/** Demuxers of lists that name other files. */
const lists = new Set(["hls", "concat", "dash", "sdp", "imf", "rtsp"]);

/** Says why a file could not be opened, from ffprobe's messages and the file's first bytes; its name says nothing. */
export async function refuseUnopened(file: string, messages: readonly string[]): Promise<never> {
  const cause = new Error(messages.slice(-5).join(" | "));
  const start = await readStart(file);
  throw new AppError(judge(start, messages.join("\n")), undefined, { cause });
}

function judge(start: Buffer, said: string): ErrorCode {
  const foreign = /\[(\S+) @ [^\]]*\] Format not on whitelist/.exec(said)?.[1]?.split(",") ?? [];
  if (foreign.some((name) => lists.has(name))) return "FORMAT_NOT_ALLOWED";
  // Some demuxers take any text for sound.
  if (isText(start)) return "NOT_A_VIDEO";
  if (foreign.some((name) => soundFormats.has(name))) return "NO_VIDEO_STREAM";
  if (foreign.length > 0) return "FORMAT_NOT_ALLOWED";
  const box = start.toString("latin1", 4, 8);
  if (box === "ftyp" && pictureBrands.has(start.toString("latin1", 8, 12))) return "FORMAT_NOT_ALLOWED";
  return boxes.has(box) && said.includes("moov atom not found") ? "VIDEO_INDEX_MISSING" : "NOT_A_VIDEO";
}

function isText(start: Buffer): boolean {
  return start.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}

async function readStart(file: string): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
