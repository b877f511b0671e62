import { AppError } from "@agentos/contracts/errors";
import { mediaInput } from "../../ffmpeg/input-args.ts";
import type { ProbedStream } from "../../ffmpeg/probe.ts";
import { reportShare, runFfmpeg, type Tools } from "../../ffmpeg/run.ts";
import { createDamageCounter } from "../judge/decode-sample.ts";
import type { Rhythm } from "../judge/frame-clock.ts";
import type { Inspection } from "../judge/inspect.ts";
import { isHdr, isInterlaced } from "./plan.ts";
import { encodedSound } from "./remux.ts";

/** Share of frames that may fail to decode. */
const allowedShare = 0.05;

export type TranscodeOptions = {
  inspection: Inspection;
  rhythm: Rhythm;
  fps: number;
  longSide: number;
  target: string;
  onProgress: (fraction: number) => void;
};

/**
 * Encodes anew: upright, square pixels, constant rate, 8-bit H.264 with AAC. As every frame is decoded here anyway, damage is
 * judged here too. Errors: VIDEO_CORRUPT.
 */
export async function transcode(tools: Tools, options: TranscodeOptions): Promise<void> {
  const { inspection, rhythm, fps, target } = options;
  const { file, video, audio } = inspection;
  const damage = createDamageCounter(video.index);
  const args = [
    ...mediaInput(file),
    "-map",
    `0:${video.index}`,
    ...(audio ? ["-map", `0:${audio.index}`, ...encodedSound] : []),
    "-vf",
    pictureFilters(video, fps, options.longSide).join(","),
    ..."-c:v libx264 -preset veryfast -crf 20 -pix_fmt yuv420p -g".split(" "),
    // A key frame every two seconds, so that the later stages can jump.
    String(Math.max(1, Math.round(fps * 2))),
    ..."-map_metadata -1 -map_chapters -1 -sn -dn -f mp4".split(" "),
    target,
  ];
  const { exitCode, messages } = await runFfmpeg(tools, args, {
    logLevel: "warning",
    onMessage: damage.take,
    onProgress: reportShare(options.onProgress, rhythm.end),
  });
  const cause = new Error(`ffmpeg ended with ${exitCode}: ${messages.slice(-5).join(" | ")}`);
  if (damage.count > rhythm.frames * allowedShare) throw new AppError("VIDEO_CORRUPT", undefined, { cause });
  if (exitCode !== 0) throw new AppError("STAGE_FAILED", undefined, { cause });
}

/** The filters that make a picture upright (ffmpeg turns it by itself), square, plain and regular. */
export function pictureFilters(video: ProbedStream, fps: number, longSide: number): string[] {
  // Never enlarged; even sizes, as the pixel format needs.
  const shrink = `min(1,${longSide}/max(iw*sar,ih))`;
  const even = (side: string): string => `'trunc(${side}*${shrink}/2)*2'`;
  return [
    ...(isInterlaced(video) ? ["bwdif=mode=send_frame"] : []),
    // Before anything costly: frames that are left out need no work.
    `fps=${fps}:start_time=0`,
    `scale=${even("iw*sar")}:${even("ih")}:flags=bicubic`,
    "setsar=1",
    ...(isHdr(video) ? toneMap : []),
    "format=yuv420p",
  ];
}

/** HDR to BT.709 by Hable's curve, on linear light. */
const toneMap = [
  "zscale=t=linear:npl=100",
  "format=gbrpf32le",
  "zscale=p=bt709",
  "tonemap=hable:desat=0",
  "zscale=t=bt709:m=bt709:r=tv",
];
