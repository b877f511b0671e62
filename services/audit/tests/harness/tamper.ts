import type { Pool, PoolClient } from "pg";
import { hashOf, entryOf } from "../../src/domain/chain-entry.ts";
import type { EntriesTable } from "../../src/db/tables.ts";

/** Does what a superuser can: sets every guard aside for the time of `work`. */
export async function unguarded(superuser: Pool, work: (client: PoolClient) => Promise<unknown>): Promise<void> {
  const client = await superuser.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<{ table: string }>(
      "select 'audit.entries' as table union all select partition::text from partitions union all select 'audit.inbox'",
    );
    for (const { table } of rows) await client.query(`alter table ${table} disable trigger user`);
    await work(client);
    for (const { table } of rows) await client.query(`alter table ${table} enable always trigger refuse`);
    await client.query("alter table audit.entries enable trigger extend_chain");
    await client.query("alter table audit.inbox enable always trigger refuse_delete");
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** Computes every hash from an entry on anew, so that the chain fits together, with the end that the database keeps. */
export async function restamp(client: PoolClient, from: number, until = 1e9): Promise<void> {
  const before = await client.query<{ hash: Buffer }>("select hash from entries where seq = $1", [from - 1]);
  let last = before.rows[0]?.hash.toString("hex") ?? "0".repeat(64);
  const { rows } = await client.query<EntriesTable>("select * from entries where seq between $1 and $2 order by seq", [
    from,
    until,
  ]);
  for (const row of rows) {
    const entry = { ...entryOf(row), prev_hash: last };
    const hash = hashOf(entry);
    const values = [row.seq, Buffer.from(last, "hex"), Buffer.from(hash, "hex")];
    await client.query("update entries set prev_hash = $2, hash = $3 where seq = $1", values);
    last = hash;
  }
  await client.query("update chain set (seq, hash) = (select seq, hash from entries order by seq desc limit 1)");
}
