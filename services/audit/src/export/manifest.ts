import { z } from "zod";
import { head } from "../heads/head.ts";

/**
 * What an export holds: the entries behind `after`, up to and with `until`. `last` signs the last one that was there; null where
 * there were none. Signed as heads are.
 */
export const manifest = z.strictObject({
  after: z.strictObject({ seq: z.int().min(0), hash: z.string() }),
  until: z.int().min(0),
  last: head.nullable(),
  at: z.string(),
  kid: z.string(),
  signature: z.string(),
});
export type Manifest = z.infer<typeof manifest>;

/** Names of the files of an export. */
export const exportFiles = {
  manifest: "manifest.json",
  entries: "entries.ndjson",
  heads: "heads.ndjson",
  keys: "public-keys.json",
} as const;
