import type { FiltersOf, RowOf } from "@agentos/contracts/snapshot/section-queries";
import type { PageQuery } from "@agentos/database/paging";
import { sql } from "kysely";
import { pageNewest } from "../db/page-newest.ts";
import type { Db } from "../db/tables.ts";
import type { Delivery } from "./tables.ts";

type Filters = FiltersOf<"webhook_deliveries">;

/** A page of what webhooks were told or are to be told, newest first. */
export async function pageDeliveries(db: Db, { destination, event, state }: Filters, query: PageQuery) {
  const conditions = [
    ...(destination ? [sql`destination = ${destination}`] : []),
    ...(event ? [sql`event = ${event}`] : []),
    ...(state ? [sql`state = ${state}`] : []),
  ];
  const wanted = { table: "webhook_deliveries", at: "created_at", conditions } as const;
  const { rows, pagination } = await pageNewest<Delivery>(db, wanted, query);
  return { rows: rows.map(viewDelivery), pagination };
}

function viewDelivery(row: Delivery): RowOf<"webhook_deliveries"> {
  const { id, destination, event, state, attempts, status, error } = row;
  return {
    id,
    destination,
    event,
    state,
    attempts,
    status,
    error,
    created_at: row.created_at.toISOString(),
    next_attempt_at: state === "pending" ? row.next_attempt_at.toISOString() : null,
    delivered_at: state === "delivered" ? (row.ended_at?.toISOString() ?? null) : null,
  };
}
