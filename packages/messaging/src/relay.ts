import { eventStream } from "@agentos/contracts/messages/nats-permissions";
import type { SchemaOwner } from "@agentos/contracts/services";
import { runAsLeader } from "@agentos/database/leader";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import { jetstream, jetstreamManager, JetStreamApiError, type JetStreamClient } from "@nats-io/jetstream";
import { headers, nanos, type NatsConnection } from "@nats-io/transport-node";
import { sql, type Kysely, type Selectable } from "kysely";
import type { Pool } from "pg";
import type { EventsTable } from "./outbox.ts";

export type RelayOptions = {
  owner: SchemaOwner;
  db: Kysely<{ events: EventsTable }>;
  pool: Pool;
  nc: NatsConnection;
  signal: AbortSignal;
  log: Logger;
};

const batch = 200;
const pollMs = 500;
const keptDays = 7;
const streamNotFound = 10_059;

/**
 * Publishes an owner's unsent events to JetStream, in order, by one instance at a time. Rows stay; a stream that has been
 * lost is made anew and gets the last seven days again, which changes nothing for consumers, as they compare versions.
 */
export async function runRelay(options: RelayOptions): Promise<void> {
  await runAsLeader({ ...options, name: `relay:${options.owner}`, work: (signal) => relay({ ...options, signal }) });
}

async function relay(options: RelayOptions): Promise<void> {
  const js = jetstream(options.nc);
  let seen: string | undefined;
  while (!options.signal.aborted) {
    const created = await ensureStream(options);
    if (created !== seen) await markUnsent(options.db, created);
    seen = created;
    while ((await publishBatch(js, options)) === batch) if (options.signal.aborted) return;
    await pause(pollMs, options.signal);
  }
}

/** When the stream was created (RFC 3339); makes it where it is missing. */
async function ensureStream({ nc, log, owner }: RelayOptions): Promise<string> {
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

/**
 * What was sent before the stream was created went with its predecessor. The minute on top covers clocks that differ; what
 * is sent twice for it falls to the stream's own deduplication.
 */
async function markUnsent(db: RelayOptions["db"], created: string): Promise<void> {
  await db
    .updateTable("events")
    .set({ sent_at: null })
    .where("sent_at", "<", sql<Date>`${created}::timestamptz + interval '1 minute'`)
    .where("created_at", ">", sql<Date>`now() - make_interval(days => ${keptDays})`)
    .execute();
}

async function publishBatch(js: JetStreamClient, { db, owner }: RelayOptions): Promise<number> {
  const rows = await db
    .selectFrom("events")
    .selectAll()
    .where("sent_at", "is", null)
    .orderBy("seq")
    .limit(batch)
    .execute();
  // Sent in order over one connection; what was stored of a batch that failed in the midst is not stored again (msgID).
  await Promise.all(rows.map((row) => publish(js, owner, row)));
  if (rows.length > 0) {
    const ids = rows.map((row) => row.seq);
    await db
      .updateTable("events")
      .set({ sent_at: sql`now()` })
      .where("seq", "in", ids)
      .execute();
  }
  return rows.length;
}

async function publish(js: JetStreamClient, owner: SchemaOwner, row: Selectable<EventsTable>): Promise<void> {
  const h = headers();
  h.set("traceparent", row.traceparent);
  const body = {
    id: row.id,
    name: row.name,
    entity: row.entity,
    entity_id: row.entity_id,
    version: row.version,
    payload: row.payload,
    at: row.created_at,
  };
  await js.publish(`aos.evt.${owner}.${row.name}`, JSON.stringify(body), {
    msgID: row.id,
    headers: h,
    timeout: 5000,
  });
}
