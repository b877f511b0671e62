import { maxPagedRows } from "@agentos/contracts/limits";
import type { FiltersOf, RowOf } from "@agentos/contracts/snapshot/section-queries";
import { offsetOf, paginate, readCursor, type PageQuery } from "@agentos/database/paging";
import { sql } from "kysely";
import type { Db } from "../db/tables.ts";
import type { Delivery } from "./tables.ts";

/** A page of what webhooks were told or are to be told, newest first. */
export async function pageDeliveries(db: Db, filters: FiltersOf<"webhook_deliveries">, query: PageQuery) {
  const offset = offsetOf(query);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const matching = matchingDeliveries(db, filters);
  const [rows, { count }] = await Promise.all([
    matching
      .selectAll()
      .$if(after !== undefined, (of) =>
        of.where(sql<boolean>`(created_at, id) < (${after?.createdAt}::timestamptz, ${after?.id}::uuid)`),
      )
      .orderBy("created_at", "desc")
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
  const placed = rows.map((row) => ({ id: row.id, createdAt: row.created_at, row }));
  const page = paginate(placed, count, query);
  return { rows: page.rows.map(({ row }) => viewDelivery(row)), pagination: page.pagination };
}

function matchingDeliveries(db: Db, { destination, event, state }: FiltersOf<"webhook_deliveries">) {
  let matching = db.selectFrom("webhook_deliveries");
  if (destination) matching = matching.where("destination", "=", destination);
  if (event) matching = matching.where("event", "=", event);
  if (state) matching = matching.where("state", "=", state);
  return matching;
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
