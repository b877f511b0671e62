import { AppError } from "@agentos/contracts/errors";
import type { ProbedStream } from "../../ffmpeg/probe.ts";
import type { VideoDownloaderSettings } from "../settings.ts";
import type { Inspection } from "./inspect.ts";
import type { PacketScan } from "./scan-packets.ts";

/** Share of lost frames from which a file that does not read cleanly counts as damaged. */
const lostShare = 0.05;
/** Share of broken frames from which a video counts as damaged: below, a short flicker is all that is seen. */
const brokenShare = 0.02;

/**
 * Compares what a file declares with what is in it. Errors: VIDEO_TRUNCATED, VIDEO_CORRUPT, VIDEO_TOO_LONG,
 * VIDEO_TOO_SHORT.
 */
export function judgeCompleteness(
  { probe, video, audio }: Inspection,
  scan: PacketScan,
  settings: VideoDownloaderSettings,
): void {
  const seen = scan.video.frames + scan.broken;
  if (seen === 0) throw new AppError("VIDEO_CORRUPT");
  // What was read is told from the start of the file's first stream.
  const origin = probe.format.start_time ?? 0;
  const declared = [
    { until: declaredEnd(video, origin), found: scan.video.end },
    { until: audio && declaredEnd(audio, origin), found: scan.audioEnd },
  ];
  const known = declared.filter(({ until }) => until !== undefined);
  if (known.length === 0) {
    declared.push({ until: probe.format.duration, found: Math.max(scan.video.end, scan.audioEnd) });
  }
  const tooEarly = declared.some(({ until, found }) => until !== undefined && until - found > tolerance(until));
  const brokenTail = scan.broken > 0 && !scan.cutOff;
  if (tooEarly && !brokenTail) throw new AppError("VIDEO_TRUNCATED");
  if (scan.broken > seen * brokenShare || hasHoles(scan)) throw new AppError("VIDEO_CORRUPT");
  if (tooEarly) throw new AppError("VIDEO_TRUNCATED");
  if (scan.cutOff && known.length === 0 && probe.format.duration === undefined) throw new AppError("VIDEO_TRUNCATED");
  if (scan.video.end > settings.maxSeconds) throw new AppError("VIDEO_TOO_LONG");
  if (scan.video.end - scan.video.start < settings.minSeconds) {
    throw new AppError("VIDEO_TOO_SHORT", `The video must be at least ${settings.minSeconds} seconds long.`);
  }
}

/** Frames are missing by the video's own rate, and the demuxer met bytes that it could not read. */
function hasHoles({ complaints, video: { start, end, fps, frames } }: PacketScan): boolean {
  return complaints > 0 && frames < (end - start) * fps * (1 - lostShare);
}

/** Seconds that may be missing at the end: muxers round, and sound ends with its last block. */
function tolerance(declaredSeconds: number): number {
  return Math.min(1, Math.max(0.15, declaredSeconds * 0.02));
}

/** The end of a stream by its own header, or by Matroska's tag. */
function declaredEnd(stream: ProbedStream, origin: number): number | undefined {
  if (stream.duration !== undefined) return (stream.start_time ?? origin) - origin + stream.duration;
  const tag = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(stream.tags["DURATION"] ?? "");
  return tag ? Number(tag[1]) * 3600 + Number(tag[2]) * 60 + Number(tag[3]) : undefined;
}
