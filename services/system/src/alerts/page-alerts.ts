import type { FiltersOf, RowOf } from "@agentos/contracts/snapshot/section-queries";
import type { PageQuery } from "@agentos/database/paging";
import { sql, type RawBuilder } from "kysely";
import { pageNewest } from "../db/page-newest.ts";
import type { Db } from "../db/tables.ts";
import { viewAlert } from "./view-alert.ts";

type Filters = FiltersOf<"alerts">;

const inState: Record<NonNullable<Filters["state"]>, RawBuilder<unknown>> = {
  open: sql`cleared_at is null and acknowledged_at is null`,
  acknowledged: sql`cleared_at is null and acknowledged_at is not null`,
  cleared: sql`cleared_at is not null`,
};

/** A page of all alerts, newest first. */
export async function pageAlerts(db: Db, { rule, severity, state, from, to }: Filters, query: PageQuery) {
  const conditions = [
    ...(rule ? [sql`rule = ${rule}`] : []),
    ...(severity ? [sql`severity = ${severity}`] : []),
    ...(from ? [sql`raised_at >= ${new Date(from)}`] : []),
    ...(to ? [sql`raised_at < ${new Date(to)}`] : []),
    ...(state ? [inState[state]] : []),
  ];
  const wanted = { table: "alerts", at: "raised_at", conditions } as const;
  const { rows, pagination } = await pageNewest<Parameters<typeof viewAlert>[0]>(db, wanted, query);
  return { rows: rows.map((row): RowOf<"alerts"> => viewAlert(row)), pagination };
}
