import { sql } from "kysely";
import type { ChainEntry } from "../domain/chain-entry.ts";
import type { Tx } from "./tables.ts";

type Place = Pick<ChainEntry, "id" | "seq" | "chained_at" | "prev_hash" | "hash">;

/**
 * Moves entries from the inbox to their places: what was told is copied by the database, and a trigger takes it out of the inbox.
 * Errors: 40001 where the chain has grown meanwhile; then nothing has happened, and it can be tried again.
 */
export async function appendEntries(tx: Tx, entries: readonly Place[]): Promise<void> {
  const places = entries.map(({ id, seq, chained_at, prev_hash, hash }) => ({
    id,
    seq,
    chained_at,
    prev_hash: `\\x${prev_hash}`,
    hash: `\\x${hash}`,
  }));
  await sql`
    insert into entries
    select inbox.*, place.seq, place.chained_at, place.prev_hash, place.hash
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb)
      as place (id uuid, seq bigint, chained_at timestamptz, prev_hash bytea, hash bytea)
    join inbox using (id)`.execute(tx);
}
