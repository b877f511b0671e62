import { eventMessage } from "@agentos/contracts/events/told";
import { schemaOf, type SchemaOwner } from "@agentos/contracts/services";
import { runAsLeader } from "@agentos/database/leader";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import { jetstream, type JetStreamClient } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/transport-node";
import { sql, type Kysely, type Selectable } from "kysely";
import type { Pool, PoolClient } from "pg";
import type { z } from "zod";
import { ensureStream, keptDays } from "./event-stream.ts";
import type { EventsTable } from "./outbox.ts";
import { RelayBell } from "./relay-bell.ts";

export type RelayOptions = {
  owner: SchemaOwner;
  db: Kysely<{ events: EventsTable }>;
  pool: Pool;
  nc: NatsConnection;
  signal: AbortSignal;
  log: Logger;
};

/** Its payload as it is stored: the relay has no need to read it. */
type Unsent = Omit<Selectable<EventsTable>, "payload" | "sent_at"> & { payload: string };

const batch = 200;
const markedAtOnce = 5000;
/** A relay that was not rung for looks all the same, and whether the stream is still there. */
const pollMs = 2000;
/** What is written so soon after other events goes with the next batch: under load nobody has to ring. */
const gatherMs = 15;

/**
 * Publishes an owner's unsent events to JetStream, in order, by one instance at a time, as soon as they are committed. Rows stay; a
 * stream that has been lost is made anew and gets the last seven days again, which changes nothing for consumers, as they compare
 * versions.
 */
export async function runRelay(options: RelayOptions): Promise<void> {
  const work = (signal: AbortSignal, client: PoolClient) => relay({ ...options, signal }, client);
  await runAsLeader({ ...options, name: `relay:${options.owner}`, work });
}

async function relay(options: RelayOptions, client: PoolClient): Promise<void> {
  const { nc, owner, log, db, signal } = options;
  const js = jetstream(nc);
  const bell = await RelayBell.hang(client, schemaOf(owner));
  let seen: string | undefined;
  let lookAt = 0;
  while (!signal.aborted) {
    if (performance.now() >= lookAt) {
      const created = await ensureStream(nc, owner, log);
      if (created !== seen) await markUnsent(db, created, signal);
      seen = created;
      lookAt = performance.now() + pollMs;
    }
    const sent = await publishBatch(js, options);
    if (sent > 0) await bell.wake();
    if (sent === batch) continue;
    if (bell.asleep) await bell.untilRung(pollMs, signal);
    else if (sent > 0 || !(await bell.fallAsleep())) await pause(gatherMs, signal);
  }
}

/**
 * What was sent before the stream was created went with its predecessor. The minute on top covers clocks that differ; what
 * is sent twice for it falls to the stream's own deduplication. An event is sent after it happened: of millions that are older the
 * index on `sent_at` shows nothing. It goes by slices, each within the time that the pool gives a statement.
 */
async function markUnsent(db: RelayOptions["db"], created: string, signal: AbortSignal): Promise<void> {
  const since = sql<Date>`now() - make_interval(days => ${keptDays})`;
  for (let marked = markedAtOnce; marked === markedAtOnce;) {
    if (signal.aborted) return;
    const sent = db
      .selectFrom("events")
      .select("seq")
      .where("sent_at", "<", sql<Date>`${created}::timestamptz + interval '1 minute'`)
      .where("sent_at", ">", since)
      .where("created_at", ">", since)
      .orderBy("sent_at")
      .limit(markedAtOnce);
    const { numUpdatedRows } = await db
      .updateTable("events")
      .set({ sent_at: null })
      .where("seq", "in", sent)
      .executeTakeFirstOrThrow();
    marked = Number(numUpdatedRows);
  }
}

async function publishBatch(js: JetStreamClient, { db, owner }: RelayOptions): Promise<number> {
  const rows = await db
    .selectFrom("events")
    .select(["seq", "id", "name", "entity", "entity_id", "version", "traceparent", "created_at"])
    .select(sql<string>`payload::text`.as("payload"))
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

async function publish(js: JetStreamClient, owner: SchemaOwner, row: Unsent): Promise<void> {
  const h = headers();
  h.set("traceparent", row.traceparent);
  const body: z.input<typeof eventMessage> = {
    id: row.id,
    name: row.name,
    entity: row.entity,
    entity_id: row.entity_id,
    version: row.version,
    payload: row.payload,
    at: row.created_at.toISOString(),
  };
  await js.publish(`aos.evt.${owner}.${row.name}`, JSON.stringify(body), {
    msgID: row.id,
    headers: h,
    timeout: 5000,
  });
}
