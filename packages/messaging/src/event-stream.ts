import { eventStream } from "@agentos/contracts/messages/nats-permissions";
import type { SchemaOwner } from "@agentos/contracts/services";
import type { Logger } from "@agentos/service-kit/logger";
import { jetstreamManager, JetStreamApiError } from "@nats-io/jetstream";
import { nanos, type NatsConnection } from "@nats-io/transport-node";

/** Days for which the stream keeps events, and for which a stream that was lost is filled again. */
export const keptDays = 7;
const streamNotFound = 10_059;

/** When the stream of all events was created (RFC 3339); makes it where it is missing. */
export async function ensureStream(nc: NatsConnection, owner: SchemaOwner, log: Logger): Promise<string> {
  const jsm = await jetstreamManager(nc, { checkAPI: false });
  try {
    return (await jsm.streams.info(eventStream.name)).created;
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== streamNotFound) throw error;
  }
  log.info({ stream: eventStream.name, owner }, "event stream made");
  const info = await jsm.streams.add({
    name: eventStream.name,
    subjects: [eventStream.subjects],
    storage: "file",
    max_age: nanos(keptDays * 86_400_000),
    duplicate_window: nanos(120_000),
  });
  return info.created;
}
