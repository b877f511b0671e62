import { z } from "zod";
import { clipQuality, provenance } from "../stages/video-cutter.ts";
import { clipExamples } from "./examples.ts";
import { defineOperation } from "./operation.ts";

const none = z.object({});

export const clipView = z.object({
  id: z.uuid(),
  job_id: z.uuid(),
  index: z.int(),
  title: z.string(),
  start_seconds: z.number(),
  end_seconds: z.number(),
  duration_seconds: z.number(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  score: z.number(),
  reasons: z.array(z.string()),
  /** Signed addresses: they work for whoever has them until `urls_expire_at`. */
  url: z.string(),
  thumbnail_url: z.string(),
  captions_url: z.string().nullable(),
  subtitles_url: z.string().nullable(),
  urls_expire_at: z.iso.datetime(),
  quality: clipQuality,
  provenance,
  created_at: z.string(),
});
export type ClipView = z.infer<typeof clipView>;

export const clipOperations = {
  recent: defineOperation({
    method: "GET",
    path: "/api/clips/recent",
    tag: "clips",
    summary: "The newest clips of the own jobs (of all jobs for staff)",
    access: "user",
    params: none,
    query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(24) }),
    body: null,
    reply: z.array(clipView),
    example: clipExamples.recent,
  }),
  get: defineOperation({
    method: "GET",
    path: "/api/clips/:clip_id",
    tag: "clips",
    summary: "One clip",
    access: "user",
    params: z.object({ clip_id: z.uuid() }),
    query: none,
    body: null,
    reply: clipView,
    example: clipExamples.get,
  }),
  media: defineOperation({
    method: "GET",
    path: "/media/:token",
    tag: "clips",
    summary: "The bytes of a clip, its thumbnail or its captions, by a signed address; honours Range",
    access: "public",
    params: z.object({ token: z.string().max(1000) }),
    query: z.object({ download: z.enum(["1"]).optional() }),
    body: null,
    reply: "bytes",
  }),
};
