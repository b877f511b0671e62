import { z } from "zod";

export const intelligentCropperSettings = z.object({
  /** How far the subject may sway from the middle of a frame that stands still, as a share of the frame's width. */
  deadZone: z.number().min(0.02).max(0.4).default(0.15),
  /** Fastest movement of the frame where the subject allows it, in output pixels per second. */
  maxTravel: z.number().min(10).max(1000).default(60),
  /** Changes of direction per second where the subject allows it. */
  maxReversals: z.number().min(0).max(2).default(0.13),
  /** A subject that is away for so long, in seconds, gives way to the whole picture. */
  longestAbsence: z.number().min(0.5).max(30).default(3),
  /** A subject is kept for so long, in seconds, before another one is followed. */
  shortestHold: z.number().min(0.5).max(10).default(1.5),
});
export type IntelligentCropperSettings = z.infer<typeof intelligentCropperSettings>;
export type IntelligentCropperSettingsInput = z.input<typeof intelligentCropperSettings>;
