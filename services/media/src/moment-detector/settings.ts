import { momentDetector } from "@agentos/contracts/stages/moment-detector";
import { z } from "zod";

const { cutThreshold, minScore, paddingSeconds } = momentDetector.settings.shape;

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

/** What operators may change has its bounds in the stage's contract. */
export const momentDetectorSettings = z.object({
  cutThreshold: cutThreshold.default(10),
  minScore: minScore.default(20),
  paddingSeconds: paddingSeconds.default(0.25),
  languageModel: languageModelSettings.nullable().default(null),
});
export type MomentDetectorSettings = z.infer<typeof momentDetectorSettings>;
export type MomentDetectorSettingsInput = z.input<typeof momentDetectorSettings>;
