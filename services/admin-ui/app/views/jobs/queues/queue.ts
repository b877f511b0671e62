import type { Sections } from "@agentos/contracts/snapshot/snapshot";

/** A stage's queue, as the snapshot tells of it. */
export type Queue = NonNullable<Sections["queue"]["queues"]>[number];
