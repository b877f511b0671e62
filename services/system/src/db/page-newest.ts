import type { Pagination } from "@agentos/contracts/api/envelope";
import { maxPagedRows } from "@agentos/contracts/limits";
import { offsetOf, paginate, readCursor, type PageQuery } from "@agentos/database/paging";
import { sql, type RawBuilder } from "kysely";
import type { Db, Tables } from "./tables.ts";

/** Which rows: those of a table for which all conditions hold. `at` is the column by which they are newest first, in milliseconds. */
export type Wanted = { table: keyof Tables; at: string; conditions: readonly RawBuilder<unknown>[] };

/** A page of rows, newest first, those of the same moment by their id. Errors: VALIDATION_ERROR for a place that is none. */
export async function pageNewest<Row extends { id: string }>(
  db: Db,
  { table, at, conditions }: Wanted,
  query: PageQuery,
): Promise<{ rows: Row[]; pagination: Pagination }> {
  const offset = offsetOf(query);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const [from, moment] = [sql.table(table), sql.ref(at)];
  const found = allOf(conditions);
  const behind = after ? sql`(${moment}, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const [{ rows }, counted] = await Promise.all([
    sql<Row>`select * from ${from} where ${found} and ${behind}
      order by ${moment} desc, id desc limit ${query.per_page + 1} offset ${offset}`.execute(db),
    sql<{ count: number }>`
      select count(*) from (select from ${from} where ${found} limit ${maxPagedRows + 1}) as found`.execute(db),
  ]);
  const placed = rows.map((row) => ({ id: row.id, createdAt: (row as Record<string, unknown>)[at] as Date, row }));
  const page = paginate(placed, counted.rows[0]?.count ?? 0, query);
  return { rows: page.rows.map(({ row }) => row), pagination: page.pagination };
}

/** All of some conditions; true where there are none. */
export function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}
