import { z } from "zod";
import { artefact } from "../artefact.ts";
import { defineStage } from "./stage-contract.ts";

/** The probed and normalised source: upright, square pixels, constant frame rate, H.264 with AAC where it has sound. */
export const preparedSource = z.object({
  source: z.object({ kind: z.enum(["upload", "url"]), filename: z.string(), bytes: z.int(), sha256: z.string() }),
  media: artefact,
  /** What it took: nothing, a change of container, or a new encoding. */
  normalised: z.enum(["original", "remuxed", "transcoded"]),
  duration_seconds: z.number().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
  fps: z.number().positive(),
  has_audio: z.boolean(),
  /** WebVTT of a subtitle stream in the file, where there is one. */
  subtitles: z.object({ file: artefact, language: z.string().nullable() }).nullable(),
  /** Program → version. */
  tools: z.record(z.string(), z.string()),
});

export type PreparedSource = z.infer<typeof preparedSource>;

export const videoDownloader = defineStage({
  name: "video_downloader",
  event: "job:downloading",
  label: "Fetching the video",
  needs: [],
  output: preparedSource,
  timeoutSeconds: 7200,
  tries: 3,
  concurrency: 1,
  settings: z.strictObject({
    maxSeconds: z
      .number()
      .min(1)
      .max(24 * 3600)
      .describe("Longest video that is accepted, in seconds."),
    minSeconds: z.number().min(0).max(600).describe("Shortest video that is accepted, in seconds."),
    transcodedLongSide: z
      .int()
      .min(320)
      .max(8192)
      .describe("Longer side, in pixels, of a video that has to be encoded anew; smaller ones keep their size."),
    maxFps: z.number().min(10).max(240).describe("Video above this rate, in frames per second, is brought down to it."),
    fetchTimeoutSeconds: z.number().min(1).max(7200).describe("Longest duration of one fetch, in seconds."),
  }),
});
