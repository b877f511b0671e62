import { z } from "zod";

/** A file that an action has made for somebody to take along. */
export const exportedFile = z.object({
  /** What it is called when it is saved. */
  name: z.string(),
  content_type: z.string(),
  bytes: z.int(),
  /** In hex. */
  sha256: z.string(),
  /** `/media/<token>`: works for whoever has it until `expires_at`. */
  url: z.string(),
  expires_at: z.iso.datetime(),
});
export type ExportedFile = z.infer<typeof exportedFile>;

/** Keys of exported files in the store are below this, and go when nobody can ask for them any more. */
export const exportsPrefix = "exports/";
