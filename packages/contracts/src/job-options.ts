import { z } from "zod";

export const priorities = ["low", "normal", "high", "urgent"] as const;
export type Priority = (typeof priorities)[number];

export const aspects = ["9:16", "1:1", "16:9"] as const;
export type Aspect = (typeof aspects)[number];

/** What a person may choose for a job. Every field has a default, so that `{}` is a full set. */
export const jobOptions = z
  .strictObject({
    clip_count: z
      .int()
      .min(1)
      .max(20)
      .default(6)
      .describe("How many clips at the most; fewer where the material does not bear them."),
    min_seconds: z.number().min(5).max(180).default(15).describe("Shortest clip, in seconds."),
    max_seconds: z.number().min(5).max(180).default(60).describe("Longest clip, in seconds."),
    aspect: z.enum(aspects).default("9:16").describe("Shape of the clips."),
    resolution: z.enum(["720p", "1080p"]).default("720p").describe("Short side of the clips: 720 or 1080 pixels."),
    captions: z
      .enum(["auto", "on", "off"])
      .default("auto")
      .describe("Burned-in captions; `auto` leaves them out where the transcript is uncertain."),
    caption_style: z
      .enum(["highlight", "plain"])
      .default("highlight")
      .describe("`highlight` colours the word that is spoken."),
    language: z
      .string()
      .regex(/^(auto|[a-z]{2,3}(-[A-Z]{2})?)$/)
      .default("auto")
      .describe("Language of the speech, or `auto`."),
    priority: z.enum(priorities).default("normal").describe("Waiting jobs of a higher priority go first."),
  })
  .refine((o) => o.min_seconds <= o.max_seconds, {
    path: ["min_seconds"],
    message: "must not be longer than max_seconds",
  });

export type JobOptions = z.output<typeof jobOptions>;
export type JobOptionsInput = z.input<typeof jobOptions>;
