import { transact } from "@agentos/database/transact";
import { sql } from "kysely";
import type { Context } from "./context.ts";
import { appendEntries } from "./db/append-entries.ts";
import type { Tx } from "./db/tables.ts";
import { chain, toldOf } from "./domain/chain-entry.ts";

/** Entries that are chained in one transaction. */
const batch = 500;

/**
 * Chains what waits in the inbox, at most a batch, in one transaction; says how many entries that were. Several at once are slow,
 * not wrong: the database takes the first one's piece of the chain, and the others look again.
 */
export async function sequenceOnce({ db }: Pick<Context, "db">): Promise<number> {
  return transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('audit/sequence', 0))`.execute(tx);
    const waiting = await tx.selectFrom("inbox").selectAll().orderBy("id").limit(batch).execute();
    if (waiting.length === 0) return 0;
    const { end, now } = await endOfChain(tx);
    await appendEntries(tx, chain(end, waiting.map(toldOf), now.toISOString()));
    return waiting.length;
  });
}

/** The end of the chain, and the time for what comes next, which never goes back and has its partition. */
async function endOfChain(tx: Tx) {
  const now = sql<Date>`greatest(clock_timestamp()::timestamptz(3), chained_at)`;
  const row = await tx
    .selectFrom("chain")
    .select(["seq", "hash", now.as("now"), sql`ensure_partition(${now})`.as("made")])
    .executeTakeFirstOrThrow();
  return { end: { seq: row.seq, hash: row.hash.toString("hex") }, now: row.now };
}

/** One run of the manager `audit-sequencer`: chains all that waits. Says how many entries that were. */
export async function sequenceAll(context: Pick<Context, "db">, signal: AbortSignal): Promise<number> {
  let chained = 0;
  for (;;) {
    const entries = await sequenceOnce(context);
    chained += entries;
    if (entries < batch || signal.aborted) return chained;
  }
}
