import { getSnapshot, snapshotHeartbeat, snapshotPublished } from "@agentos/contracts/messages/read-model";
import { AppError } from "@agentos/contracts/errors";
import { ask, onHint } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import type { BuilderDuty } from "./builder-duty.ts";
import type { HeldSnapshot, SnapshotBytes } from "./held-snapshot.ts";

export type SourceOptions = {
  nc: NatsConnection;
  log: Logger;
  held: HeldSnapshot;
  duty: Pick<BuilderDuty, "builder">;
};

/** How long a request waits for the first snapshot: an election and a build. */
const firstMs = 4000;

/** Where this instance has the snapshot from: its own builder, what the builder tells all, the builder asked, and what an earlier one has left. */
export class SnapshotSource {
  readonly #options: SourceOptions;
  #asked: Promise<void> | undefined;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /** Hears what the builder tells. */
  listen(): void {
    const { nc, log, held } = this.#options;
    onHint(nc, snapshotPublished, log, (bytes) => held.take(bytes));
    onHint(nc, snapshotHeartbeat, log, (heartbeat) => held.hear(heartbeat));
  }

  /**
   * The best bytes that can be had, however old. However many ask at once, the builder is asked once, and builds once.
   * Errors: SERVICE_UNAVAILABLE where nobody has ever built one.
   */
  async read(): Promise<SnapshotBytes> {
    const { held, duty } = this.#options;
    if (!held.isConfirmed && !duty.builder) {
      this.#asked ??= this.#askBuilder().finally(() => (this.#asked = undefined));
      await this.#asked;
    }
    const bytes = await held.first(firstMs);
    if (!bytes) throw new AppError("SERVICE_UNAVAILABLE", undefined, { retryAfterSeconds: 1 });
    return bytes;
  }

  async #askBuilder(): Promise<void> {
    const { nc, held, log } = this.#options;
    try {
      held.take(await ask(nc, getSnapshot, {}));
    } catch (error) {
      log.debug({ err: error }, "the builder of the snapshot has not answered");
    }
  }
}
