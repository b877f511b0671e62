import path from "node:path";

/** Demuxers that may open a video; a container that can refer to other files or addresses is never among them. */
export const containerFormats = ["mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi", "mpegts"] as const;

/** Decoders that may touch a person's file: everything else stays closed, whatever the file says. */
export const allowedDecoders = {
  video: [
    "h264",
    "hevc",
    "vp8",
    "vp9",
    "libdav1d",
    "av1",
    "mpeg4",
    "mpeg2video",
    "mpeg1video",
    "mjpeg",
    "prores",
    "dnxhd",
  ],
  audio: [
    "aac",
    "mp3",
    "mp3float",
    "mp2",
    "mp2float",
    "ac3",
    "eac3",
    "opus",
    "vorbis",
    "flac",
    "alac",
    "pcm_s16le",
    "pcm_s16be",
    "pcm_s24le",
    "pcm_s24be",
    "pcm_s32le",
    "pcm_f32le",
  ],
  subtitles: ["subrip", "srt", "mov_text", "webvtt", "ass", "ssa", "text"],
} as const;

/** The largest picture that a decoder may be asked to make, in pixels. */
export const maxPixels = 8192 * 8192;

export type InputPart = {
  /** Seconds from the start of the file at which reading begins. */
  start?: number;
  /** Seconds that are read. */
  duration?: number;
};

/** What keeps ffmpeg and ffprobe from opening anything but the one file: no network, no playlist, no list of files. */
const guardArguments: readonly string[] = [
  "-protocol_whitelist",
  "file",
  "-format_whitelist",
  containerFormats.join(","),
  "-max_pixels",
  String(maxPixels),
];

/** Arguments that open a media file of unknown origin as the input of ffprobe. */
export function probeInput(file: string): string[] {
  // Without the list of decoders, as ffprobe refuses a whole file for one stream that nobody asked for.
  return [...guardArguments, "-i", inputUrl(file)];
}

/**
 * Arguments that open a media file of unknown origin as an input of ffmpeg. Use it for every file that a person supplied,
 * and for what was made of it. `extra` are further input options, such as `-noautorotate`.
 */
export function mediaInput(file: string, part: InputPart = {}, extra: readonly string[] = []): string[] {
  const decoders = Object.values(allowedDecoders).flat().join(",");
  const args = [...guardArguments, "-codec_whitelist", decoders, ...extra];
  if (part.start !== undefined) args.push("-ss", part.start.toFixed(6));
  if (part.duration !== undefined) args.push("-t", part.duration.toFixed(6));
  return [...args, "-i", inputUrl(file)];
}

/** The scheme keeps a name with a colon from being taken for a protocol. */
function inputUrl(file: string): string {
  return `file:${path.resolve(file)}`;
}
