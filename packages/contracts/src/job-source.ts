import { z } from "zod";

/** Where a job's video comes from: a finished upload in the object store, or a public http(s) address. */
export const jobSource = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("upload"),
    upload_id: z.uuid(),
    key: z.string(),
    filename: z.string(),
    bytes: z.int(),
    sha256: z.string(),
  }),
  z.object({ kind: z.literal("url"), url: z.string() }),
]);

export type JobSource = z.infer<typeof jobSource>;
