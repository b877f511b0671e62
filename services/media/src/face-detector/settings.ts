import { faceDetector } from "@agentos/contracts/stages/face-detector";
import { z } from "zod";

const { samplesPerSecond, longSide, minScore, keepScore } = faceDetector.settings.shape;

/** What operators may change has its bounds in the stage's contract. */
export const faceDetectorSettings = z.object({
  samplesPerSecond: samplesPerSecond.default(3),
  /** Frames per second in which mouths are watched where a shot has two faces or more. */
  mouthSamplesPerSecond: z.number().min(8).max(25).default(12.5),
  longSide: longSide.default(640),
  minScore: minScore.default(0.6),
  keepScore: keepScore.default(0.45),
});
export type FaceDetectorSettings = z.infer<typeof faceDetectorSettings>;
export type FaceDetectorSettingsInput = z.input<typeof faceDetectorSettings>;
