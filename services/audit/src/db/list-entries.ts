import type { AuditRow } from "@agentos/contracts/snapshot/parts/audit";
import type { FiltersOf } from "@agentos/contracts/snapshot/section-queries";
import { maxPagedRows } from "@agentos/contracts/limits";
import { cursorsOf } from "@agentos/database/cursors";
import { offsetOf, paginateBy, type PageQuery } from "@agentos/database/paging";
import { z } from "zod";
import { withoutSealed } from "../domain/without-sealed.ts";
import { statement } from "./sql.ts";
import type { Db } from "./tables.ts";

type Filters = FiltersOf<"audit">;
type Criteria = [
  action: string | null,
  outcome: string | null,
  userId: string | null,
  actionId: string | null,
  traceId: string | null,
  first: number,
  last: number,
];
type Row = Omit<AuditRow, "at" | "chained_at"> & { timestamp: Date; chained_at: Date };

const list = statement<Row, [...Criteria, rows: number, passedOver: number]>("list_entries");
const count = statement<{ entries: number }, [...Criteria, most: number]>("count_entries");
const period = statement<{ first: number; last: number }, [from: string | null, to: string | null]>("period");
const cursors = cursorsOf(z.int().positive());

/** A page of the entries, the newest first. Errors: as `offsetOf`; VALIDATION_ERROR for a foreign cursor. */
export async function pageEntries(db: Db, filters: Filters, query: PageQuery) {
  const offset = offsetOf(query);
  const before = query.cursor === undefined ? Infinity : cursors.read(query.cursor);
  const [within] = await period(db, filters.from ?? null, filters.to ?? null);
  const { first, last } = within ?? { first: 1, last: 0 };
  const [rows, [counted]] = await Promise.all([
    list(db, ...criteriaOf(filters, first, Math.min(last, before - 1)), query.per_page + 1, offset),
    count(db, ...criteriaOf(filters, first, last), maxPagedRows + 1),
  ]);
  return paginateBy(rows.map(viewOf), counted?.entries ?? 0, query, ({ seq }) => cursors.write(seq));
}

/** The newest entries; `last` is the number of the last one. */
export async function newestEntries(db: Db, last: number, rows: number): Promise<AuditRow[]> {
  return (await list(db, ...criteriaOf({}, last - rows + 1, last), rows, 0)).map(viewOf);
}

function criteriaOf(filters: Filters, first: number, last: number): Criteria {
  const { action = null, outcome = null, user_id = null, action_id = null, trace_id = null } = filters;
  return [action, outcome, user_id, action_id, trace_id, first, last];
}

function viewOf({ timestamp, chained_at, payload, result, ...row }: Row): AuditRow {
  return {
    ...row,
    at: timestamp.toISOString(),
    chained_at: chained_at.toISOString(),
    payload: withoutSealed(payload),
    result: withoutSealed(result),
  };
}
