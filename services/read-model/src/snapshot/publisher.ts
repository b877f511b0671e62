import { snapshotHeartbeat, snapshotPatches, snapshotPublished } from "@agentos/contracts/messages/read-model";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { hint } from "@agentos/messaging/request";
import type { RedisLink } from "@agentos/redis/redis-link";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import type { BuilderMetrics } from "./builder-metrics.ts";
import { encodeSnapshot } from "./encode-snapshot.ts";
import type { HeldSnapshot, SnapshotBytes } from "./held-snapshot.ts";
import { keepSnapshot } from "./kept-snapshot.ts";
import { Versions, type SnapshotState } from "./versions.ts";

export type PublisherOptions = {
  nc: NatsConnection;
  redis: RedisLink;
  log: Logger;
  held: HeldSnapshot;
  metrics: BuilderMetrics;
};

/** Gives out the versions of one builder: patches for the hubs, bytes for the gateways and for Redis, and its word that they hold. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #epoch: string;
  readonly #versions = new Versions();
  readonly #first = Promise.withResolvers<void>();
  #bytes: SnapshotBytes | undefined;
  /** A version was counted whose bytes have not gone out. */
  #owed = false;

  constructor(epoch: string, options: PublisherOptions) {
    this.#epoch = epoch;
    this.#options = options;
  }

  /** The latest bytes; waits for the first ones. */
  async current(): Promise<SnapshotBytes> {
    await this.#first.promise;
    return this.#bytes as SnapshotBytes;
  }

  /**
   * Goes on to a state. `confirmedAt` is when somebody found that this is how things are, `startedAt` (of `performance.now()`) when
   * the build began. Whether it was a new version.
   */
  async publish(state: SnapshotState, confirmedAt: Date, startedAt: number): Promise<boolean> {
    const { nc, held, metrics } = this.#options;
    const { changed, patches } = this.#versions.advance(state);
    if (!changed && !this.#owed) return this.#confirm(confirmedAt);
    this.#owed = true;
    const head = { epoch: this.#epoch, version: this.#versions.version, generated_at: new Date().toISOString() };
    const tookMs = Math.round(performance.now() - startedAt);
    const bytes = await encodeSnapshot({ ...head, ...state } as Snapshot, confirmedAt, tookMs);
    this.#bytes = bytes;
    held.take(bytes);
    if (patches.length > 0) {
      metrics.patchBytes.observe(Buffer.byteLength(JSON.stringify(patches)));
      hint(nc, snapshotPatches, { epoch: this.#epoch, patches });
    }
    hint(nc, snapshotPublished, bytes);
    this.#owed = false;
    this.beat();
    void keepSnapshot(this.#options, bytes);
    metrics.version.set(bytes.version);
    metrics.stale.set(bytes.stale);
    this.#first.resolve();
    return true;
  }

  /** Tells that the builder lives, and which version holds; nothing before the first. It comes after the patches that lead to it. */
  beat(): void {
    if (!this.#bytes) return;
    const { epoch, version, confirmed_at, stale } = this.#bytes;
    hint(this.#options.nc, snapshotHeartbeat, { epoch, version, confirmed_at, stale });
    this.#options.held.hear({ epoch, version, confirmed_at, stale });
  }

  #confirm(at: Date): false {
    const confirmed_at = at.toISOString();
    if (this.#bytes && this.#bytes.confirmed_at !== confirmed_at) {
      this.#bytes = { ...this.#bytes, confirmed_at };
      void keepSnapshot(this.#options, this.#bytes);
    }
    return false;
  }
}
