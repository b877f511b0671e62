import { z } from "zod";

/** What tells a document of settings from any other. */
export const settingsFormat = "agentos-settings/1";

/** Settings to take along and bring back. Those that are left out are as they were deployed; secrets are never in it. */
export const settingsDocument = z.strictObject({
  format: z.literal(settingsFormat),
  /** Of which version these are; of no meaning where they are brought to. */
  version: z.int().min(0).optional(),
  settings: z.record(z.string().max(100), z.unknown()),
});
