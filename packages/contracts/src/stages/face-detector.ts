import { z } from "zod";
import { artefact } from "../artefact.ts";
import { defineStage } from "./stage-contract.ts";

/** A face at a time: seconds of the media; left, top, width and height in pixels of the media; score 0–1. */
export const faceBox = z.object({
  t: z.number(),
  x: z.number(),
  y: z.number(),
  w: z.number(),
  h: z.number(),
  score: z.number(),
});
export type FaceBox = z.infer<typeof faceBox>;

/** One face over time, within one shot. */
export const faceTrack = z.object({
  id: z.int(),
  boxes: z.array(faceBox).min(1),
  /** Stretches in which this face speaks, by mouth motion and sound. */
  speaking: z.array(z.object({ start: z.number(), end: z.number() })),
});
export type FaceTrack = z.infer<typeof faceTrack>;

/** A stretch between two cuts, and the faces in it. */
export const shot = z.object({ start: z.number(), end: z.number(), tracks: z.array(faceTrack) });
export type Shot = z.infer<typeof shot>;

/** The face file (JSON): the shots of each moment. */
export const momentFaces = z.object({ index: z.int(), shots: z.array(shot) });
export const faceFile = z.object({ moments: z.array(momentFaces) });
export type MomentFaces = z.infer<typeof momentFaces>;
export type FaceFile = z.infer<typeof faceFile>;

export const faceDetection = z.object({
  faces: artefact,
  detector: z.string(),
  detector_version: z.string(),
  sampled_fps: z.number(),
  /** For each moment: tracks found, and the share of its samples with a face (0–1). */
  moments: z.array(z.object({ index: z.int(), tracks: z.int(), face_share: z.number() })),
});

export const faceDetector = defineStage({
  name: "face_detector",
  event: "job:detecting",
  label: "Looking for faces",
  needs: ["video_downloader", "moment_detector"],
  output: faceDetection,
  timeoutSeconds: 7200,
  tries: 3,
  concurrency: 1,
  settings: z.strictObject({
    samplesPerSecond: z.number().min(1).max(10).describe("Frames per second in which faces are looked for."),
    longSide: z
      .int()
      .min(192)
      .max(1920)
      .describe("Longer side, in pixels, to which frames are scaled before they are looked at."),
    minScore: z.number().min(0.3).max(0.99).describe("Least score of a face, 0 to 1."),
    keepScore: z
      .number()
      .min(0.2)
      .max(0.99)
      .describe("Least score, 0 to 1, with which a face that is already followed is followed on."),
  }),
});
