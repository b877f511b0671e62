import { sql } from "kysely";
import type { Head } from "../heads/head.ts";
import type { Verdict } from "../verify/finding.ts";
import { statement } from "./sql.ts";
import type { ChainStateTable, Db } from "./tables.ts";

/** An entry that waits for longer has nobody who gives it its place; the sequencer's longest interval is 10 s. */
const waitsLongSeconds = 15;

export type ChainState = ChainStateTable & { last_seq: number; waiting_since: Date | null };

const read = statement<ChainState, [seconds: number]>("chain_state");

/** How the chain stands, as people are told. */
export async function readChainState(db: Db): Promise<ChainState> {
  const [state] = await read(db, waitsLongSeconds);
  if (!state) throw new TypeError("The state of the chain is one row.");
  return state;
}

/** Takes down which head is the latest, and whether the chain goes on from it. Changes nothing where that is known. */
export async function keepHead(db: Db, head: Head | undefined, contradiction: string | null): Promise<void> {
  const { seq = null, at = null, kid = null } = head ?? {};
  await db
    .updateTable("chain_state")
    .set({
      head_seq: seq,
      head_at: at === null ? null : new Date(at),
      head_kid: kid,
      contradiction,
      contradicted_since:
        contradiction === null ? null : sql<Date>`coalesce(contradicted_since, clock_timestamp()::timestamptz(3))`,
    })
    .where(
      sql<boolean>`(head_seq, head_kid, contradiction) is distinct from (${seq}::bigint, ${kid}::text, ${contradiction}::text)`,
    )
    .execute();
}

/** Takes down what a verification has shown. */
export async function keepVerdict(db: Db, { whole, entries, first, last, findings }: Verdict): Promise<void> {
  await db
    .updateTable("chain_state")
    .set({
      verified_at: sql<Date>`clock_timestamp()::timestamptz(3)`,
      whole,
      entries,
      first,
      last,
      finding: findings[0]?.says ?? null,
    })
    .execute();
}
