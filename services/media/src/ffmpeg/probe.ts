import { z } from "zod";
import { probeInput } from "./input-args.ts";
import type { Tools } from "./run.ts";

const numeric = z.coerce.number();
const rational = z.string().transform((text) => {
  const [above = 0, below = 1] = text.split(/[/:]/).map(Number);
  return below === 0 || !Number.isFinite(above / below) ? 0 : above / below;
});

const probedStream = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  /** The container's own name of the codec; `encv` marks an encrypted picture. */
  codec_tag_string: z.string().optional(),
  profile: z.string().optional(),
  pix_fmt: z.string().optional(),
  width: z.int().default(0),
  height: z.int().default(0),
  sample_aspect_ratio: rational.optional(),
  r_frame_rate: rational.default(0),
  avg_frame_rate: rational.default(0),
  field_order: z.string().optional(),
  color_transfer: z.string().optional(),
  color_primaries: z.string().optional(),
  sample_rate: numeric.optional(),
  channels: z.int().optional(),
  start_time: numeric.optional(),
  duration: numeric.optional(),
  bit_rate: numeric.optional(),
  nb_frames: numeric.optional(),
  disposition: z.record(z.string(), z.int()).default({}),
  tags: z.record(z.string(), z.string()).default({}),
  side_data_list: z.array(z.looseObject({ rotation: numeric.optional() })).default([]),
});

const probed = z.object({
  streams: z.array(probedStream).default([]),
  format: z
    .object({
      format_name: z.string(),
      duration: numeric.optional(),
      start_time: numeric.optional(),
      size: numeric.optional(),
      bit_rate: numeric.optional(),
    })
    .optional(),
});

export type ProbedStream = z.output<typeof probedStream>;

/** What ffprobe tells of a file; times in seconds, rates in frames per second, 0 where unknown. */
export type Probe = {
  streams: ProbedStream[];
  format: NonNullable<z.output<typeof probed>["format"]>;
};

/** A probe, or ffprobe's messages where it could not open the file. */
export type ProbeResult = { ok: true; probe: Probe; messages: string[] } | { ok: false; messages: string[] };

const probeLimits = { cpuSeconds: 60, memoryBytes: 2 * 2 ** 30, fileBytes: 0 };

/** Opens a file with ffprobe and tells what is in it. Never throws for what the file holds. */
export async function tryProbe(tools: Tools, file: string): Promise<ProbeResult> {
  const args = ["-hide_banner", "-v", "error", "-show_streams", "-show_format", "-of", "json", ...probeInput(file)];
  const result = await tools.runTool("ffprobe", args, { signal: tools.signal, limits: probeLimits });
  const messages = result.stderr.split("\n").filter((line) => line !== "");
  if (result.exitCode !== 0) return { ok: false, messages };
  const { streams, format } = probed.parse(JSON.parse(result.stdout.toString("utf8")));
  return format ? { ok: true, probe: { streams, format }, messages } : { ok: false, messages };
}

/** The picture that a person means: the largest by area that is no cover image. */
export function mainVideo(probe: Probe): ProbedStream | undefined {
  return probe.streams
    .filter((stream) => stream.codec_type === "video" && stream.disposition["attached_pic"] !== 1)
    .toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
}

/** The default sound, else the first. */
export function mainAudio(probe: Probe): ProbedStream | undefined {
  const sounds = probe.streams.filter((stream) => stream.codec_type === "audio" && (stream.channels ?? 0) > 0);
  return sounds.find((stream) => stream.disposition["default"] === 1) ?? sounds[0];
}

/** Clockwise turns that the player has to make, in degrees: 0, 90, 180 or 270. */
export function rotationOf(stream: ProbedStream): number {
  const turn = stream.side_data_list.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  return (((Math.round(-turn / 90) * 90) % 360) + 360) % 360;
}
