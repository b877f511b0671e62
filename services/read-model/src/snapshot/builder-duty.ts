import { rebuildSnapshot } from "@agentos/contracts/messages/caches";
import { getSnapshot, getSnapshotHealth } from "@agentos/contracts/messages/read-model";
import { serve } from "@agentos/messaging/request";
import { Election } from "./election.ts";
import { SnapshotBuilder, type BuilderOptions } from "./builder.ts";
import { rebuild } from "./rebuild.ts";
import { readKeptSnapshot } from "./kept-snapshot.ts";

export type DutyOptions = Omit<BuilderOptions, "connectedMs">;

/** Builds the snapshot while it is this instance that is to. */
export class BuilderDuty {
  readonly #options: DutyOptions;
  readonly #election: Election;
  #builder: SnapshotBuilder | undefined;

  constructor(options: DutyOptions) {
    this.#options = options;
    this.#election = new Election(options.nc, options.log, () => options.held.bytes?.epoch);
  }

  /** The builder, where it is this instance. */
  get builder(): SnapshotBuilder | undefined {
    return this.#builder;
  }

  /** Stands by, and builds when nobody else does, until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const restoring = this.#restore(signal);
    await this.#election.run(signal, async (epoch, reign) => {
      await restoring;
      await this.#build(epoch, reign);
    });
  }

  /** Begins with what Redis has kept of an earlier builder: there may have been no other instance to leave it to. */
  async #restore(signal: AbortSignal): Promise<void> {
    const kept = await readKeptSnapshot(this.#options, signal);
    if (kept) this.#options.held.take(kept);
  }

  async #build(epoch: string, reign: AbortSignal): Promise<void> {
    const { nc, log } = this.#options;
    const builder = new SnapshotBuilder(epoch, {
      ...this.#options,
      connectedMs: () => this.#election.connectedMs,
    });
    this.#builder = builder;
    // Served by the builder alone, so that whoever asks reaches it.
    const serving = [
      serve(nc, getSnapshot, log, () => builder.current()),
      serve(nc, getSnapshotHealth, log, () => builder.health()),
      serve(nc, rebuildSnapshot, log, ({ forget }) => rebuild(builder, { ...this.#options, forget })),
    ];
    try {
      await builder.run(reign);
    } finally {
      this.#builder = undefined;
      for (const subscription of serving) subscription.unsubscribe();
    }
  }
}
