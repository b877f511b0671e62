import { maxPagedRows } from "@agentos/contracts/limits";
import type { Db, Upload } from "./tables.ts";

export type PageOf = { rows: Upload[]; more: boolean; total: number };

/**
 * A user's uploads, newest first: their ids (UUIDv7) are in order of time. `after` is the id of the last row of the page
 * before; `total` stops at one above 10,000.
 */
export async function readPage(
  db: Db,
  userId: string,
  page: { after: string | undefined; skip: number; rows: number },
): Promise<PageOf> {
  const own = db.selectFrom("uploads").where("user_id", "=", userId);
  const wanted = page.after === undefined ? own.offset(page.skip) : own.where("id", "<", page.after);
  const [rows, counted] = await Promise.all([
    wanted
      .selectAll()
      .orderBy("id", "desc")
      .limit(page.rows + 1)
      .execute(),
    db
      .selectFrom(
        own
          .select("id")
          .limit(maxPagedRows + 1)
          .as("some"),
      )
      .select((eb) => eb.fn.countAll<number>().as("total"))
      .executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.slice(0, page.rows), more: rows.length > page.rows, total: counted.total };
}
