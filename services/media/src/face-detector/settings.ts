import { z } from "zod";

export const faceDetectorSettings = z.object({
  /** Frames per second in which faces are looked for. */
  samplesPerSecond: z.number().min(1).max(10).default(3),
  /** Frames per second in which mouths are watched where a shot has two faces or more. */
  mouthSamplesPerSecond: z.number().min(8).max(25).default(12.5),
  /** Longer side, in pixels, to which frames are scaled before they are looked at. */
  longSide: z.int().min(192).max(1920).default(640),
  /** Least score of a face, 0–1. */
  minScore: z.number().min(0.3).max(0.99).default(0.6),
  /** Least score, 0–1, with which a face that is already followed is followed on. */
  keepScore: z.number().min(0.2).max(0.99).default(0.45),
});
export type FaceDetectorSettings = z.infer<typeof faceDetectorSettings>;
export type FaceDetectorSettingsInput = z.input<typeof faceDetectorSettings>;
