import { z } from "zod";

export const videoCutterSettings = z.object({
  /** Speed of libx264: a faster one makes larger files. */
  preset: z.enum(["ultrafast", "superfast", "veryfast", "faster", "fast", "medium"]).default("veryfast"),
  /** Quality of libx264, lower is better. */
  crf: z.int().min(10).max(40).default(21),
  audioKilobits: z.int().min(48).max(320).default(160),
  /** Integrated loudness of a clip (EBU R 128), LUFS. */
  loudnessTarget: z.number().min(-40).max(-8).default(-14),
  /** Highest true peak of a clip, dBTP. */
  truePeak: z.number().min(-9).max(-0.5).default(-2),
  /** Clips that are rendered at once. */
  parallelClips: z.int().min(1).max(8).default(1),
});
export type VideoCutterSettings = z.infer<typeof videoCutterSettings>;
export type VideoCutterSettingsInput = z.input<typeof videoCutterSettings>;
