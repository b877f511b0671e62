import { z } from "zod";
import { artefact } from "../artefact.ts";
import { defineStage } from "./stage-contract.ts";
import { cropQuality } from "./intelligent-cropper.ts";

/** Where a clip comes from: source → what was done with which programs → output. */
export const provenance = z.object({
  source_sha256: z.string(),
  output_sha256: z.string(),
  /** Stage → the settings and engine versions that made the clip. */
  stages: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});

/** Measured on the finished file. */
export const clipQuality = cropQuality.extend({
  /** Integrated loudness, LUFS; null without sound. */
  loudness_lufs: z.number().nullable(),
  /** Difference of the streams' starts, milliseconds; null without sound. */
  av_offset_ms: z.number().nullable(),
  captions: z.enum(["burned", "none"]),
});

/** A finished clip. */
export const cutClip = z.object({
  index: z.int().nonnegative(),
  title: z.string(),
  start_seconds: z.number(),
  end_seconds: z.number(),
  duration_seconds: z.number(),
  score: z.number(),
  reasons: z.array(z.string()),
  width: z.int(),
  height: z.int(),
  video: artefact,
  thumbnail: artefact,
  srt: artefact.nullable(),
  vtt: artefact.nullable(),
  quality: clipQuality,
  provenance,
});
export type CutClip = z.infer<typeof cutClip>;

export const cutting = z.object({
  clips: z
    .array(cutClip)
    .min(1)
    .refine((clips) => new Set(clips.map((clip) => clip.index)).size === clips.length, "has a clip index twice"),
  /** Moments that gave no playable clip, and why. */
  skipped: z.array(z.object({ index: z.int(), code: z.string(), message: z.string() })),
});

export const videoCutter = defineStage({
  name: "video_cutter",
  event: "job:cutting",
  label: "Cutting the clips",
  needs: ["video_downloader", "audio_transcriber", "moment_detector", "face_detector", "intelligent_cropper"],
  output: cutting,
  timeoutSeconds: 7200,
  tries: 3,
  concurrency: 1,
  settings: z.strictObject({
    preset: z
      .enum(["ultrafast", "superfast", "veryfast", "faster", "fast", "medium"])
      .describe("Speed of libx264: a faster one makes larger files."),
    crf: z.int().min(10).max(40).describe("Quality of libx264, lower is better."),
    audioKilobits: z.int().min(48).max(320).describe("Rate of the sound, in kbit/s."),
    loudnessTarget: z.number().min(-40).max(-8).describe("Integrated loudness of a clip (EBU R 128), LUFS."),
    parallelClips: z.int().min(1).max(8).describe("Clips that are rendered at once."),
  }),
});
