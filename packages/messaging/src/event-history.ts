import { eventHistoryQueries, historyPage, type HistoryOwner } from "@agentos/contracts/messages/event-history";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection, Subscription } from "@nats-io/transport-node";
import { sql, type Kysely } from "kysely";
import { setTimeout as sleep } from "node:timers/promises";
import type { EventsTable } from "./outbox.ts";
import { serve } from "./request.ts";

type HistoryRow = { seq: number; name: string; entity_id: string; at: Date; payload: Record<string, unknown> | null };
// oxlint-disable-next-line no-explicit-any -- what else the owner has does not matter here
type AnyDb = Kysely<any>;
type Asked = { after: number; names: string[] };

const pollMs = 10;
/** How long a transaction that may still fill a gap is waited for. */
const patienceMs = 3000;

/** Answers with the owner's events as they are in its table, so that whoever counts them misses none and needs no stream. */
export function serveHistory(
  { nc, log, db }: { nc: NatsConnection; log: Logger; db: AnyDb },
  owner: HistoryOwner,
): Subscription {
  return serve(nc, eventHistoryQueries[owner], log, async (asked) => {
    const rows = await settledRows(db, asked);
    const { rows: found } = await sql<{ last: number }>`select coalesce(max(seq), 0) as last from events`.execute(db);
    return {
      events: rows.flatMap(({ at, payload, ...row }) => (payload ? [{ ...row, payload, at: at.toISOString() }] : [])),
      up_to: rows.at(-1)?.seq ?? asked.after,
      last: found[0]?.last ?? 0,
    };
  });
}

/**
 * The next page. A number that is missing in it may belong to a transaction that has not ended: those that write events are waited
 * for, and what they have written by then is in the page. What is missing afterwards was given up, or is gone.
 */
async function settledRows(db: AnyDb, asked: Asked): Promise<HistoryRow[]> {
  const rows = await readPage(db, asked, Number.MAX_SAFE_INTEGER);
  const whole = rows.every(({ seq }, index) => seq === asked.after + index + 1);
  if (whole) return rows;
  const writers = await writersOf(db);
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    if (writers.size === 0) return readPage(db, asked, rows.at(-1)?.seq ?? asked.after);
    await sleep(pollMs);
    const still = await writersOf(db);
    for (const writer of writers) if (!still.has(writer)) writers.delete(writer);
  }
  return rows.filter(({ seq }, index) => seq === asked.after + index + 1);
}

async function readPage(db: AnyDb, { after, names }: Asked, until: number): Promise<HistoryRow[]> {
  return (db as Kysely<{ events: EventsTable }>)
    .selectFrom("events")
    .select(["seq", "name", "entity_id", "created_at as at"])
    .select(sql<Record<string, unknown> | null>`case when name = any (${names}) then payload end`.as("payload"))
    .where("seq", ">", after)
    .where("seq", "<=", until)
    .orderBy("seq")
    .limit(historyPage)
    .execute();
}

/** Transactions that write events now: who takes a number holds this lock until its end. */
async function writersOf(db: AnyDb): Promise<Set<string>> {
  const { rows } = await sql<{ writer: string }>`
    select distinct virtualtransaction as writer from pg_locks
    where locktype = 'relation' and relation = 'events'::regclass and mode = 'RowExclusiveLock'
      and database = (select oid from pg_database where datname = current_database())`.execute(db);
  return new Set(rows.map(({ writer }) => writer));
}
