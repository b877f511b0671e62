import { z } from "zod";

/** Where and how a language model that speaks OpenAI's chat API is asked; without it the measured features decide alone. */
export const languageModelSettings = z.object({
  /** Up to and including the version, such as `https://api.example.com/v1`. */
  baseUrl: z.url(),
  apiKey: z.string().optional(),
  model: z.string().min(1),
  timeoutSeconds: z.number().positive().default(60),
  /** How many of the best candidates are shown to the model. */
  shortlist: z.int().min(1).max(60).default(24),
});
export type LanguageModelSettings = z.infer<typeof languageModelSettings>;

export const momentDetectorSettings = z.object({
  /** Difference of two frames from which on it is a cut: ffmpeg's scdet score, 0–100. */
  cutThreshold: z.number().min(1).max(100).default(10),
  /** A pick below this score is left out unless it is the only one. */
  minScore: z.number().min(0).max(100).default(20),
  /** Silence that is kept before the first and after the last word, in seconds at the most. */
  paddingSeconds: z.number().min(0).max(0.25).default(0.25),
  languageModel: languageModelSettings.nullable().default(null),
});
export type MomentDetectorSettings = z.infer<typeof momentDetectorSettings>;
export type MomentDetectorSettingsInput = z.input<typeof momentDetectorSettings>;
