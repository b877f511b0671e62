import { rotationOf, type ProbedStream } from "../../ffmpeg/probe.ts";
import type { Rhythm } from "../judge/frame-clock.ts";
import type { Inspection } from "../judge/inspect.ts";
import type { VideoDownloaderSettings } from "../settings.ts";

/** What has to be done to a video before the other stages work on it, and why. */
export type Plan =
  | { kind: "original"; reasons: [] }
  | { kind: "remuxed"; reasons: string[] }
  | { kind: "transcoded"; reasons: string[]; fps: number };

const hdrTransfers = new Set(["smpte2084", "arib-std-b67"]);
const plainPixels = new Set(["yuv420p", "yuvj420p"]);
/** Seconds from the start of the file to its first picture. */
const latestStart = 0.1;
const commonRates = [24_000 / 1001, 24, 25, 30_000 / 1001, 30, 50, 60_000 / 1001, 60];

export function isHdr(video: ProbedStream): boolean {
  return hdrTransfers.has(video.color_transfer ?? "");
}

/** Fields of two half pictures each, which have to be made whole. */
export function isInterlaced(video: ProbedStream): boolean {
  return video.field_order !== undefined && !["progressive", "unknown"].includes(video.field_order);
}

/** Decides how little is enough: nothing, another container, or a new encoding. */
export function planNormalisation(inspection: Inspection, rhythm: Rhythm, settings: VideoDownloaderSettings): Plan {
  const encode = reasonsToEncode(inspection.video, rhythm, settings);
  if (encode.length > 0) return { kind: "transcoded", reasons: encode, fps: targetRate(rhythm, settings.maxFps) };
  const remux = reasonsToRemux(inspection);
  return remux.length > 0 ? { kind: "remuxed", reasons: remux } : { kind: "original", reasons: [] };
}

function reasonsToEncode(video: ProbedStream, rhythm: Rhythm, settings: VideoDownloaderSettings): string[] {
  const sar = video.sample_aspect_ratio ?? 1;
  const findings: [boolean, string][] = [
    [video.codec_name !== "h264", `codec ${video.codec_name}`],
    [!plainPixels.has(video.pix_fmt ?? ""), `pixel format ${video.pix_fmt}`],
    [isHdr(video), "high dynamic range"],
    [isInterlaced(video), "interlaced"],
    [rotationOf(video) !== 0, "rotated"],
    [sar !== 0 && Math.abs(sar - 1) > 0.001, "pixels not square"],
    [!rhythm.constant || rhythm.fps === 0, "variable frame rate"],
    // A picture that begins after the sound would shift every time that is counted in frames.
    [rhythm.start > latestStart, "picture begins late"],
    [rhythm.fps > settings.maxFps * 1.01, "frame rate above the limit"],
    [video.width % 2 !== 0 || video.height % 2 !== 0, "odd size"],
  ];
  return findings.filter(([found]) => found).map(([, reason]) => reason);
}

function reasonsToRemux({ probe, video, audio }: Inspection): string[] {
  const firstVideo = probe.streams.find((stream) => stream.codec_type === "video");
  const firstAudio = probe.streams.find((stream) => stream.codec_type === "audio");
  const findings: [boolean, string][] = [
    [!probe.format.format_name.startsWith("mov,"), `container ${probe.format.format_name}`],
    [audio !== undefined && audio.codec_name !== "aac", `sound codec ${audio?.codec_name}`],
    // The other stages take the first stream of each kind.
    [firstVideo !== video || firstAudio !== audio, "the main streams are not the first"],
  ];
  return findings.filter(([found]) => found).map(([, reason]) => reason);
}

/** The common rate next to the video's own; its own where none is near. */
export function targetRate(rhythm: Rhythm, maxFps: number): number {
  const span = rhythm.end - rhythm.start;
  // Where frames come irregularly, the median tells the camera's rate; a rate below 10 comes from long still stretches.
  const own = rhythm.constant ? rhythm.fps : Math.max(rhythm.fps, span > 0 ? rhythm.frames / span : 0);
  if (!rhythm.constant && own < 10) return Math.min(30, maxFps);
  const capped = Math.min(own, maxFps);
  const near = commonRates
    .filter((rate) => rate <= maxFps)
    .toSorted((a, b) => Math.abs(a - capped) - Math.abs(b - capped))[0];
  const reach = rhythm.constant ? 0.002 : 0.05;
  return near !== undefined && Math.abs(near - capped) <= near * reach ? near : Math.max(1, capped);
}
