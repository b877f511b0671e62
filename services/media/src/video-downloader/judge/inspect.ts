import { stat } from "node:fs/promises";
import { AppError } from "@agentos/contracts/errors";
import { allowedDecoders } from "../../ffmpeg/input-args.ts";
import { mainAudio, mainVideo, tryProbe, type Probe, type ProbedStream } from "../../ffmpeg/probe.ts";
import type { Tools } from "../../ffmpeg/run.ts";
import type { VideoDownloaderSettings } from "../settings.ts";
import { refuseUnopened } from "./unopened.ts";

/** A file that is a video by its own words; whether it keeps them is judged later. */
export type Inspection = { file: string; probe: Probe; video: ProbedStream; audio: ProbedStream | undefined };

const leastPixels = 16;
const allowedVideo: ReadonlySet<string> = new Set(allowedDecoders.video);
const allowedAudio: ReadonlySet<string> = new Set(allowedDecoders.audio);

/**
 * Looks into a file without decoding it and refuses what may not go on. Errors: EMPTY_FILE, FILE_TOO_LARGE, NOT_A_VIDEO,
 * FORMAT_NOT_ALLOWED, VIDEO_INDEX_MISSING, NO_VIDEO_STREAM, VIDEO_CORRUPT, PICTURE_TOO_LARGE, VIDEO_TOO_LONG.
 */
export async function inspectVideo(tools: Tools, file: string, settings: VideoDownloaderSettings): Promise<Inspection> {
  const { size } = await stat(file);
  if (size === 0) throw new AppError("EMPTY_FILE");
  if (size > settings.maxBytes) throw new AppError("FILE_TOO_LARGE");
  const result = await tryProbe(tools, file);
  if (!result.ok) return refuseUnopened(file, result.messages);
  const { probe } = result;
  const video = mainVideo(probe);
  if (!video) throw new AppError(mainAudio(probe) ? "NO_VIDEO_STREAM" : "NOT_A_VIDEO");
  refusePicture(video, result.messages, settings);
  if ((probe.format.duration ?? 0) > settings.maxSeconds) throw new AppError("VIDEO_TOO_LONG");
  // Sound in a codec that is not accepted is left out, as sound of no known codec would be.
  const audio = mainAudio(probe);
  return { file, probe, video, audio: allowedAudio.has(decoderOf(audio)) ? audio : undefined };
}

function refusePicture(video: ProbedStream, messages: readonly string[], settings: VideoDownloaderSettings): void {
  const name = video.codec_name ?? "unknown";
  if (!allowedVideo.has(name)) {
    throw new AppError("FORMAT_NOT_ALLOWED", `Video in the codec ${name} is not accepted. Export it as H.264 in MP4.`);
  }
  if (video.codec_tag_string === "encv") {
    throw new AppError("FORMAT_NOT_ALLOWED", "The video is encrypted (copy protection) and cannot be read.");
  }
  if (video.width > settings.maxWidth || video.height > settings.maxHeight) {
    const says = `The picture is ${video.width}×${video.height}; at most ${settings.maxWidth}×${settings.maxHeight} is accepted.`;
    throw new AppError("PICTURE_TOO_LARGE", says);
  }
  // A decoder that was asked for more than it may make gives no size at all.
  if (messages.some((line) => /exceeds specified max pixel count/.test(line))) throw new AppError("PICTURE_TOO_LARGE");
  if (video.width === 0 || video.height === 0) throw new AppError("VIDEO_CORRUPT");
  if (video.width < leastPixels || video.height < leastPixels) {
    throw new AppError("FORMAT_NOT_ALLOWED", `The picture of ${video.width}×${video.height} is too small for clips.`);
  }
}

function decoderOf(stream: ProbedStream | undefined): string {
  return stream?.codec_name ?? "none";
}
