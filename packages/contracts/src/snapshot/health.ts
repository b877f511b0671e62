import { z } from "zod";
import { serviceNames } from "../services.ts";
import { staleMark } from "./snapshot.ts";

/** How the snapshot is: who builds it, how old it is, which owners answer. */
export const snapshotHealth = z.object({
  epoch: z.uuid().nullable(),
  version: z.int().nullable(),
  /** Running copy of the service that builds it; null where none is known. */
  builder: z.string().nullable(),
  confirmed_at: z.iso.datetime().nullable(),
  stale: z.array(staleMark),
  /** As the builder sees them; none where no builder is known. */
  owners: z.array(
    z.object({
      owner: z.enum(serviceNames),
      answers: z.boolean(),
      last_answer_at: z.iso.datetime().nullable(),
      /** Milliseconds that its last answer took. */
      took_ms: z.number().nullable(),
    }),
  ),
});
export type SnapshotHealth = z.infer<typeof snapshotHealth>;
