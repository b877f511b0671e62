import type { snapshotBytes, snapshotHeartbeat } from "@agentos/contracts/messages/read-model";
import { snapshotCache, snapshotPace } from "@agentos/contracts/snapshot/snapshot";
import { isOlder } from "@agentos/contracts/snapshot/stamp";
import { pause } from "@agentos/service-kit/loop";
import type { z } from "zod";

export type SnapshotBytes = z.output<typeof snapshotBytes>;
type Heartbeat = z.output<typeof snapshotHeartbeat.payload>;

/** The latest snapshot that this instance has heard of, and the builder's last word on it. */
export class HeldSnapshot {
  #bytes: SnapshotBytes | undefined;
  #heartbeat: Heartbeat | undefined;
  #heardAt = Number.NEGATIVE_INFINITY;
  readonly #first = Promise.withResolvers<void>();

  get bytes(): SnapshotBytes | undefined {
    return this.#bytes;
  }

  /** Whether the builder says, now, that these bytes hold. */
  get isConfirmed(): boolean {
    const [bytes, heartbeat] = [this.#bytes, this.#heartbeat];
    if (!bytes || !heartbeat || performance.now() - this.#heardAt > snapshotPace.trustedMs) return false;
    return bytes.epoch === heartbeat.epoch && bytes.version === heartbeat.version && isFresh(bytes);
  }

  /** Takes a snapshot, unless it is older than the one at hand. */
  take(bytes: SnapshotBytes): void {
    if (this.#bytes && isOlder(bytes, this.#bytes)) return;
    this.#bytes = bytes;
    this.#first.resolve();
  }

  /** Takes the builder's word that a version holds. */
  hear(heartbeat: Heartbeat): void {
    if (this.#heartbeat && isOlder(heartbeat, this.#heartbeat)) return;
    this.#heartbeat = heartbeat;
    this.#heardAt = performance.now();
    const { epoch, version, confirmed_at } = heartbeat;
    if (this.#bytes?.epoch === epoch && this.#bytes.version === version) this.#bytes = { ...this.#bytes, confirmed_at };
  }

  /** Waits until there are bytes; undefined where none come in time. */
  async first(withinMs: number): Promise<SnapshotBytes | undefined> {
    if (this.#bytes) return this.#bytes;
    const waiting = new AbortController();
    await Promise.race([this.#first.promise, pause(withinMs, waiting.signal)]);
    waiting.abort();
    return this.#bytes;
  }
}

/** Milliseconds since somebody last found that this is how things are. */
export function ageOf({ confirmed_at }: Pick<SnapshotBytes, "confirmed_at">, now = Date.now()): number {
  return Math.max(0, now - Date.parse(confirmed_at));
}

/** Whether it is young enough to be taken for how things are. */
export function isFresh(bytes: Pick<SnapshotBytes, "confirmed_at">): boolean {
  return ageOf(bytes) < snapshotCache.seconds * 1000;
}
