import { z } from "zod";
import { jobOptions } from "../job-options.ts";
import { uploadExamples } from "./examples.ts";
import { defineOperation } from "./operation.ts";
import { pageQuery } from "./envelope.ts";

const none = z.object({});
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/i)
  .toLowerCase();

export const uploadStatus = z.object({
  upload_id: z.uuid(),
  filename: z.string(),
  size: z.int(),
  status: z.enum(["receiving", "finalizing", "finished", "expired"]),
  received: z.array(z.int()),
  total_chunks: z.int(),
  chunk_size: z.int(),
  job_id: z.uuid().nullable(),
  created_at: z.string(),
});
export type UploadStatus = z.infer<typeof uploadStatus>;

export const uploadOperations = {
  list: defineOperation({
    method: "GET",
    path: "/api/upload",
    tag: "upload",
    summary: "Own uploads, newest first",
    access: "user",
    params: none,
    query: pageQuery,
    body: null,
    reply: z.array(uploadStatus.omit({ received: true })),
    paged: true,
    example: uploadExamples.list,
  }),
  init: defineOperation({
    method: "POST",
    path: "/api/upload/init",
    tag: "upload",
    summary: "Begin an upload",
    access: "user",
    writes: true,
    takesIn: true,
    params: none,
    query: none,
    body: z.strictObject({
      filename: z.string().min(1).max(255),
      size: z.int().nonnegative(),
      sha256: sha256.optional(),
    }),
    reply: z.object({ upload_id: z.uuid(), chunk_size: z.int(), total_chunks: z.int() }),
    status: 201,
    example: uploadExamples.init,
  }),
  chunk: defineOperation({
    method: "POST",
    path: "/api/upload/chunk",
    tag: "upload",
    summary: "Send one chunk as raw bytes, in any order; repeating it changes nothing",
    access: "user",
    writes: true,
    params: none,
    query: z.object({ upload_id: z.uuid(), index: z.coerce.number().int().min(0).max(1_000_000) }),
    body: "bytes",
    reply: z.object({ upload_id: z.uuid(), index: z.int(), received: z.int(), total_chunks: z.int() }),
    example: uploadExamples.chunk,
  }),
  finalize: defineOperation({
    method: "POST",
    path: "/api/upload/finalize",
    tag: "upload",
    summary: "Finish an upload and, unless told otherwise, make a job of it",
    access: "user",
    writes: true,
    params: none,
    query: none,
    body: z.strictObject({
      upload_id: z.uuid(),
      create_job: z.boolean().default(true),
      options: jobOptions.optional(),
    }),
    reply: z.object({ upload_id: z.uuid(), sha256: z.string(), job_id: z.uuid().optional() }),
    example: uploadExamples.finalize,
  }),
  status: defineOperation({
    method: "GET",
    path: "/api/upload/status/:upload_id",
    tag: "upload",
    summary: "What has arrived of an upload, to resume it",
    access: "user",
    params: z.object({ upload_id: z.uuid() }),
    query: none,
    body: null,
    reply: uploadStatus,
    example: uploadExamples.status,
  }),
};
