import { sql } from "kysely";
import type { Db, Tx } from "../db/tables.ts";
import type { Measure, Tally } from "./tallies.ts";

/** Rows of one statement. */
const slice = 5000;

/** Adds what was counted to what was counted before. */
export async function addTallies(tx: Tx, tallies: readonly Tally[]): Promise<void> {
  for (let at = 0; at < tallies.length; at += slice) {
    const part = tallies.slice(at, at + slice);
    const column = <Key extends keyof Tally>(key: Key): Tally[Key][] => part.map((tally) => tally[key]);
    await sql`
      insert into analytics_tallies as t (hour, measure, subject, detail, count, milliseconds)
      select to_timestamp(hour / 1000.0), measure, subject, detail, count, milliseconds
      from unnest(${column("hour")}::float8[], ${column("measure")}::text[], ${column("subject")}::text[],
        ${column("detail")}::text[], ${column("count")}::bigint[], ${column("milliseconds")}::bigint[])
        as added (hour, measure, subject, detail, count, milliseconds)
      order by 1, 2, 3, 4
      on conflict (hour, measure, subject, detail)
      do update set count = t.count + excluded.count, milliseconds = t.milliseconds + excluded.milliseconds`.execute(
      tx,
    );
  }
}

/** What is counted in the hours of a span. */
export async function readTallies(db: Db | Tx, span: { from: number; to: number }): Promise<Tally[]> {
  const rows = await db
    .selectFrom("analytics_tallies")
    .selectAll()
    .where("hour", ">=", new Date(span.from))
    .where("hour", "<", new Date(span.to))
    .execute();
  return rows.map(({ hour, measure, ...row }) => ({ ...row, measure: measure as Measure, hour: hour.getTime() }));
}

export async function removeTallies(tx: Tx, span: { from: number; to: number }): Promise<void> {
  await tx
    .deleteFrom("analytics_tallies")
    .where("hour", ">=", new Date(span.from))
    .where("hour", "<", new Date(span.to))
    .execute();
}
