import { entryOf, type ChainEntry, type Link } from "../domain/chain-entry.ts";
import type { Db } from "./tables.ts";

const batch = 1000;

/** Entries of the chain behind `after`, up to and with `until`, in order; also where several stand at one place. */
export async function* readEntries(db: Db, { after, until = Infinity }: { after: number; until?: number }) {
  let last: { seq: number; id: string } = { seq: after, id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };
  for (;;) {
    const { seq, id } = last;
    const rows = await db
      .selectFrom("entries")
      .selectAll()
      .where((where) => where.and([where("seq", ">=", seq), where.or([where("seq", ">", seq), where("id", ">", id)])]))
      .$if(until < Infinity, (query) => query.where("seq", "<=", until))
      .orderBy("seq")
      .orderBy("id")
      .limit(batch)
      .execute();
    for (const row of rows) yield entryOf(row);
    const end = rows.at(-1);
    if (!end || rows.length < batch) return;
    last = end;
  }
}

/** The entry at a place in the chain, or undefined; its hash as it is stored. */
export async function readLink(db: Db, seq: number): Promise<Link | undefined> {
  const row = await db.selectFrom("entries").select(["seq", "hash"]).where("seq", "=", seq).executeTakeFirst();
  return row && { seq: row.seq, hash: row.hash.toString("hex") };
}

/** Where the chain ends, as the database keeps it; `seq` is 0 before the first entry. */
export async function readEnd(db: Db): Promise<Link> {
  const row = await db.selectFrom("chain").select(["seq", "hash"]).executeTakeFirstOrThrow();
  return { seq: row.seq, hash: row.hash.toString("hex") };
}

/** Number of the first entry that is there, or undefined. */
export async function readFirst(db: Db): Promise<number | undefined> {
  const row = await db.selectFrom("entries").select("seq").orderBy("seq").limit(1).executeTakeFirst();
  return row?.seq;
}

/** Entries near a place in the chain. */
export async function readAround(db: Db, seq: number, reach: number): Promise<ChainEntry[]> {
  const rows = await db
    .selectFrom("entries")
    .selectAll()
    .where("seq", ">=", seq - reach)
    .where("seq", "<=", seq + reach)
    .execute();
  return rows.map(entryOf);
}

/** The first and the last place of what was told in a period; undefined where nothing was. */
export async function readPeriod(db: Db, from: Date | undefined, to: Date | undefined) {
  const { min, max } = db.fn;
  const row = await db
    .selectFrom("entries")
    .select([min("seq").as("first"), max("seq").as("last")])
    .$if(from !== undefined, (query) => query.where("timestamp", ">=", from as Date))
    .$if(to !== undefined, (query) => query.where("timestamp", "<", to as Date))
    .executeTakeFirstOrThrow();
  const { first, last } = row as { first: number | null; last: number | null };
  return first === null || last === null ? undefined : { first, last };
}
