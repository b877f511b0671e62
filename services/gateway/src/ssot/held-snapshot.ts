import type { snapshotHeartbeat } from "@agentos/contracts/messages/read-model";
import { snapshotCache, snapshotPace } from "@agentos/contracts/snapshot/snapshot";
import { isOlder } from "@agentos/contracts/snapshot/stamp";
import type { z } from "zod";
import { readySnapshot, type ReadySnapshot, type SnapshotBytes } from "./ready-snapshot.ts";

type Heartbeat = z.output<typeof snapshotHeartbeat.payload>;

/** The greatest version of the snapshot that this gateway has heard of. Times are milliseconds of `performance.now()`. */
export class HeldSnapshot {
  #ready: ReadySnapshot | undefined;
  #heardAt = Number.NEGATIVE_INFINITY;
  #confirmedAt = Number.NEGATIVE_INFINITY;
  /** There is a later version, which has not come. */
  #behind = false;

  /** What is at hand, however old; undefined before the first. */
  get latest(): ReadySnapshot | undefined {
    return this.#ready;
  }

  /** Milliseconds since the builder last found that this is how things are. */
  ageMs(now = performance.now()): number {
    return now - this.#confirmedAt;
  }

  /** What may be called a hit: its builder lives, has no later version, and has confirmed it a short while ago. */
  trusted(now = performance.now()): ReadySnapshot | undefined {
    const alive = now - this.#heardAt < snapshotPace.trustedMs && !this.#behind;
    return alive && this.ageMs(now) < snapshotCache.seconds * 1000 ? this.#ready : undefined;
  }

  /** Takes bytes from their builder, unless they are older than those at hand. */
  take(bytes: SnapshotBytes): void {
    if (!this.#keep(bytes)) return;
    this.#behind = false;
    this.#heardAt = performance.now();
  }

  /** Takes bytes that were kept somewhere: no sign that their builder lives. */
  restore(bytes: SnapshotBytes): void {
    this.#keep(bytes);
  }

  /** Takes the builder's word that a version holds; true where the bytes of that version are missing. */
  hear(heartbeat: Heartbeat): boolean {
    if (this.#ready && isOlder(heartbeat, this.#ready)) return false;
    this.#behind = !this.#ready || isOlder(this.#ready, heartbeat);
    if (this.#behind) return true;
    this.#heardAt = performance.now();
    this.#confirm(heartbeat.confirmed_at);
    return false;
  }

  /** False where the bytes are older than those at hand. */
  #keep(bytes: SnapshotBytes): boolean {
    if (this.#ready && isOlder(bytes, this.#ready)) return false;
    if (!this.#ready || isOlder(this.#ready, bytes)) this.#ready = readySnapshot(bytes);
    this.#confirm(bytes.confirmed_at);
    return true;
  }

  #confirm(at: string): void {
    // The builder's clock may be a little ahead of ours.
    const confirmedAt = performance.now() - Math.max(0, Date.now() - Date.parse(at));
    this.#confirmedAt = Math.max(this.#confirmedAt, confirmedAt);
  }
}
