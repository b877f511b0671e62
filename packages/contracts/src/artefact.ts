import { z } from "zod";

/** A stored, immutable file: where it is in the object store, how long, and the SHA-256 of its bytes in hex. */
export const artefact = z.object({
  key: z.string().min(1),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  content_type: z.string(),
});

export type Artefact = z.infer<typeof artefact>;
