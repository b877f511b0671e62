import { intelligentCropper } from "@agentos/contracts/stages/intelligent-cropper";
import { z } from "zod";

const { deadZone, maxTravel, longestAbsence, shortestHold } = intelligentCropper.settings.shape;

/** What operators may change has its bounds in the stage's contract. */
export const intelligentCropperSettings = z.object({
  deadZone: deadZone.default(0.15),
  maxTravel: maxTravel.default(60),
  /** Changes of direction per second where the subject allows it. */
  maxReversals: z.number().min(0).max(2).default(0.13),
  longestAbsence: longestAbsence.default(3),
  shortestHold: shortestHold.default(1.5),
});
export type IntelligentCropperSettings = z.infer<typeof intelligentCropperSettings>;
export type IntelligentCropperSettingsInput = z.input<typeof intelligentCropperSettings>;
