import { videoCutter } from "@agentos/contracts/stages/video-cutter";
import { z } from "zod";

const { preset, crf, audioKilobits, loudnessTarget, parallelClips } = videoCutter.settings.shape;

/** What operators may change has its bounds in the stage's contract. */
export const videoCutterSettings = z.object({
  preset: preset.default("veryfast"),
  crf: crf.default(21),
  audioKilobits: audioKilobits.default(160),
  loudnessTarget: loudnessTarget.default(-14),
  /** Highest true peak of a clip, dBTP. */
  truePeak: z.number().min(-9).max(-0.5).default(-2),
  parallelClips: parallelClips.default(1),
});
export type VideoCutterSettings = z.infer<typeof videoCutterSettings>;
export type VideoCutterSettingsInput = z.input<typeof videoCutterSettings>;
