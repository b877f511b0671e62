import { maxPagedRows } from "@agentos/contracts/limits";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { offsetOf, paginate, readCursor, type PageQuery } from "@agentos/database/paging";
import { sql, type RawBuilder } from "kysely";
import { allOf } from "../db/page-newest.ts";
import type { Db } from "../db/tables.ts";
import type { SettingChange } from "./tables.ts";

type Row = {
  id: string;
  version: number;
  action: string;
  author: string;
  createdAt: Date;
  changes: SettingChange[];
};

/** A page of versions, newest first, each with what it changed. */
export async function pageVersions(db: Db, filters: FiltersOf<"config_versions">, page: PageQuery) {
  const wanted = conditionsOf(filters);
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor);
  const behind = after
    ? sql`and (date_trunc('milliseconds', created_at), action_id) < (${after.createdAt}, ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<Row>`
    select action_id as id, version, action, author, date_trunc('milliseconds', created_at) as "createdAt", changes
    from config_versions where ${wanted} ${behind}
    order by date_trunc('milliseconds', created_at) desc, action_id desc
    limit ${page.per_page + 1} offset ${offsetOf(page)}`.execute(db);
  const counted = await sql<{ count: number }>`
    select count(*) from (select from config_versions where ${wanted} limit ${maxPagedRows + 1}) as found`.execute(db);
  const { rows: shown, pagination } = paginate(rows, counted.rows[0]?.count ?? 0, page);
  return {
    rows: shown.map(({ id, createdAt, ...row }) => ({ ...row, action_id: id, at: createdAt.toISOString() })),
    pagination,
  };
}

function conditionsOf({ key, author, from, to }: FiltersOf<"config_versions">): RawBuilder<unknown> {
  const conditions = [
    ...(key === undefined ? [] : [sql`changes @> ${JSON.stringify([{ key }])}::jsonb`]),
    ...(author === undefined ? [] : [sql`author = ${author}`]),
    ...(from === undefined ? [] : [sql`created_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`created_at < ${to}`]),
  ];
  return allOf(conditions);
}
