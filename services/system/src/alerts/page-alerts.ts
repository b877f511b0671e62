import { maxPagedRows } from "@agentos/contracts/limits";
import type { FiltersOf, RowOf } from "@agentos/contracts/snapshot/section-queries";
import { offsetOf, paginate, readCursor, type PageQuery } from "@agentos/database/paging";
import { sql } from "kysely";
import type { Db } from "../db/tables.ts";
import { viewAlert } from "./view-alert.ts";

/** A page of all alerts, newest first. */
export async function pageAlerts(db: Db, filters: FiltersOf<"alerts">, query: PageQuery) {
  const offset = offsetOf(query);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const matching = matchingAlerts(db, filters);
  const [rows, { count }] = await Promise.all([
    matching
      .selectAll()
      .$if(after !== undefined, (of) =>
        of.where(sql<boolean>`(raised_at, id) < (${after?.createdAt}::timestamptz, ${after?.id}::uuid)`),
      )
      .orderBy("raised_at", "desc")
      .orderBy("id", "desc")
      .limit(query.per_page + 1)
      .offset(offset)
      .execute(),
    db
      .selectFrom(
        matching
          .select("id")
          .limit(maxPagedRows + 1)
          .as("matching"),
      )
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow(),
  ]);
  const placed = rows.map((row) => ({ id: row.id, createdAt: row.raised_at, row }));
  const page = paginate(placed, count, query);
  return { rows: page.rows.map(({ row }): RowOf<"alerts"> => viewAlert(row)), pagination: page.pagination };
}

function matchingAlerts(db: Db, { rule, severity, state, from, to }: FiltersOf<"alerts">) {
  let matching = db.selectFrom("alerts");
  if (rule) matching = matching.where("rule", "=", rule);
  if (severity) matching = matching.where("severity", "=", severity);
  if (from) matching = matching.where("raised_at", ">=", new Date(from));
  if (to) matching = matching.where("raised_at", "<", new Date(to));
  if (state) matching = matching.where("cleared_at", state === "cleared" ? "is not" : "is", null);
  if (state === "open") matching = matching.where("acknowledged_at", "is", null);
  if (state === "acknowledged") matching = matching.where("acknowledged_at", "is not", null);
  return matching;
}
