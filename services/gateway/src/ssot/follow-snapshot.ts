import { getSnapshot, snapshotHeartbeat, snapshotPublished } from "@agentos/contracts/messages/read-model";
import { ask, onHint } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import type { HeldSnapshot } from "./held-snapshot.ts";

/** Takes each version as it is published; asks for the latest one at once, and whenever one has been missed. */
export function followSnapshot(nc: NatsConnection, held: HeldSnapshot, log: Logger): void {
  let asking = false;
  const catchUp = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    try {
      held.take(await ask(nc, getSnapshot, {}));
    } catch (error) {
      // Whoever asks the gateway meanwhile is answered by read-model.
      log.debug({ err: error }, "the snapshot has not been told");
    } finally {
      asking = false;
    }
  };
  onHint(nc, snapshotPublished, log, (bytes) => held.take(bytes));
  onHint(nc, snapshotHeartbeat, log, (heartbeat) => {
    if (held.hear(heartbeat)) void catchUp();
  });
  void catchUp();
}
