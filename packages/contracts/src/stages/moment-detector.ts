import { z } from "zod";
import { artefact } from "../artefact.ts";
import { defineStage } from "./stage-contract.ts";

/** A stretch of the video that is worth a clip. Seconds from the start of the media; score 0–100. */
export const moment = z.object({
  index: z.int().nonnegative(),
  start_seconds: z.number(),
  end_seconds: z.number(),
  title: z.string(),
  score: z.number().min(0).max(100),
  /** Sentences that say why it was picked. */
  reasons: z.array(z.string()),
  /** Feature → its value as a z-score within the video, or a share 0–1. */
  features: z.record(z.string(), z.number()),
});
export type Moment = z.infer<typeof moment>;

/** The analysis file (JSON): what was measured over the whole video. */
export const analysis = z.object({
  scene_cuts: z.array(z.number()),
  /** Loudness in LUFS, one value a second; null where silent. */
  loudness: z.array(z.number().nullable()),
});
export type Analysis = z.infer<typeof analysis>;

export const momentDetection = z.object({
  moments: z.array(moment).min(1),
  analysis: artefact,
  engine: z.enum(["heuristic", "llm"]),
  note: z.string().nullable(),
});

export const momentDetector = defineStage({
  name: "moment_detector",
  event: "job:analyzing",
  label: "Finding the best moments",
  needs: ["video_downloader", "audio_transcriber"],
  output: momentDetection,
  timeoutSeconds: 7200,
  tries: 3,
  concurrency: 1,
  settings: z.strictObject({
    cutThreshold: z
      .number()
      .min(1)
      .max(100)
      .describe("Difference of two frames from which on it is a cut: ffmpeg's scdet score, 0 to 100."),
    minScore: z
      .number()
      .min(0)
      .max(100)
      .describe("A pick below this score, 0 to 100, is left out unless it is the only one."),
    paddingSeconds: z
      .number()
      .min(0)
      .max(0.25)
      .describe("Silence that is kept before the first and after the last word, in seconds at the most."),
  }),
});
