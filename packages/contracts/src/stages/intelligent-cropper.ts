import { z } from "zod";
import { artefact } from "../artefact.ts";
import { defineStage } from "./stage-contract.ts";

/** How well the crop holds its subject, measured in output pixels. */
export const cropQuality = z.object({
  framing: z.enum(["cropped", "fitted", "mixed"]),
  /** Share of the time in which the followed face lies wholly in the frame; null without a face. */
  face_inside_share: z.number().nullable(),
  /** Fastest movement of the frame, px/s. */
  max_travel_px_per_s: z.number(),
  /** Changes of direction per second. */
  reversals_per_s: z.number(),
  /** What falls short, for a person; null where all holds. */
  note: z.string().nullable(),
});
export type CropQuality = z.infer<typeof cropQuality>;

/** A shot's framing: `crop` moves a window of `w`×`h` source pixels along `path`; `fit` shows all with blurred sides. */
export const framedShot = z.object({
  start: z.number(),
  end: z.number(),
  mode: z.enum(["crop", "fit"]),
  /** One entry per output frame of the shot, its left and top in source pixels; empty for `fit`. */
  path: z.array(z.object({ t: z.number(), x: z.number(), y: z.number() })),
});
export type FramedShot = z.infer<typeof framedShot>;

export const clipPath = z.object({
  index: z.int(),
  /** Size of the crop window in source pixels. */
  w: z.int(),
  h: z.int(),
  shots: z.array(framedShot),
});
export type ClipPath = z.infer<typeof clipPath>;

/** The path file (JSON). */
export const pathFile = z.object({ clips: z.array(clipPath) });
export type PathFile = z.infer<typeof pathFile>;

export const cropping = z.object({
  paths: artefact,
  clips: z.array(z.object({ index: z.int(), quality: cropQuality })),
});

export const intelligentCropper = defineStage({
  name: "intelligent_cropper",
  event: "job:cropping",
  label: "Framing the picture",
  needs: ["video_downloader", "moment_detector", "face_detector"],
  output: cropping,
  timeoutSeconds: 7200,
  tries: 3,
  concurrency: 1,
  settings: z.strictObject({
    deadZone: z
      .number()
      .min(0.02)
      .max(0.4)
      .describe("How far the subject may sway from the middle of a frame that stands still, as a share of its width."),
    maxTravel: z
      .number()
      .min(10)
      .max(1000)
      .describe("Fastest movement of the frame where the subject allows it, in output pixels per second."),
    longestAbsence: z
      .number()
      .min(0.5)
      .max(30)
      .describe("A subject that is away for so long, in seconds, gives way to the whole picture."),
    shortestHold: z
      .number()
      .min(0.5)
      .max(10)
      .describe("A subject is kept for so long, in seconds, before another one is followed."),
  }),
});
