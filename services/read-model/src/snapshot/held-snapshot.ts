import type { snapshotBytes, snapshotHeartbeat } from "@agentos/contracts/messages/read-model";
import type { z } from "zod";

export type SnapshotBytes = z.output<typeof snapshotBytes>;
type Heartbeat = z.output<typeof snapshotHeartbeat.payload>;

/** The latest snapshot that this instance has heard of. */
export class HeldSnapshot {
  #bytes: SnapshotBytes | undefined;
  #heardAt = Number.NEGATIVE_INFINITY;

  get bytes(): SnapshotBytes | undefined {
    return this.#bytes;
  }

  /** Milliseconds since the builder was heard last. */
  get silentMs(): number {
    return performance.now() - this.#heardAt;
  }

  /** Takes a snapshot, unless it is older than the one at hand. */
  take(bytes: SnapshotBytes): void {
    if (this.#bytes && isOlder(bytes, this.#bytes)) return;
    this.#bytes = bytes;
    this.#heardAt = performance.now();
  }

  /** Takes the builder's word that a version holds. */
  hear(heartbeat: Heartbeat): void {
    if (this.#bytes && isOlder(heartbeat, this.#bytes)) return;
    this.#heardAt = performance.now();
  }
}

type Stamp = Pick<Heartbeat, "epoch" | "version">;

function isOlder(a: Stamp, b: Stamp): boolean {
  return a.epoch === b.epoch ? a.version < b.version : a.epoch < b.epoch;
}
