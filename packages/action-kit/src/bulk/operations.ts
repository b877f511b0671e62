import type { ErrorCode } from "@agentos/contracts/errors";
import { traceparent } from "@agentos/service-kit/trace";
import { randomUUID } from "node:crypto";
import { sql, type Kysely } from "kysely";
import { tellProgress, type AnyDb, type AnyTx } from "../completion.ts";
import type { BulkRequest, BulkTarget, ItemOutcomes } from "./bulk-action.ts";
import { forget, keepLease, leaseEnd, LeaseLost, type Held } from "../operations/leases.ts";
import type { OperationRow } from "../operations/tables.ts";
import type { BulkTables } from "./tables.ts";

const table = "bulk_operations";

function tables(db: AnyDb): Kysely<BulkTables> {
  return db as Kysely<BulkTables>;
}

/** Writes an operation down with what it is about; undefined where that was done before. */
export async function writeDown(
  tx: AnyTx,
  { actionId, action }: { actionId: string; action: string },
  { payload, actor, reason }: BulkRequest,
  targets: readonly BulkTarget[],
): Promise<OperationRow | undefined> {
  const operation = await tables(tx)
    .insertInto(table)
    .values({
      action_id: actionId,
      action,
      payload: JSON.stringify(payload),
      actor: JSON.stringify(actor),
      reason: reason ?? null,
      traceparent: traceparent(),
      lease_id: randomUUID(),
      lease_expires_at: leaseEnd,
    })
    .onConflict((conflict) => conflict.column("action_id").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!operation) return undefined;
  const [ids, refusals] = [targets.map((target) => target.id), targets.map((target) => target.refusal)];
  await sql`
    insert into bulk_items (action_id, position, item_id, outcome, error_code)
    select ${actionId}, position, item_id, case when refusal is null then null else 'failed' end, refusal
    from unnest(${ids}::text[], ${refusals}::text[]) with ordinality as t (item_id, refusal, position)`.execute(tx);
  return operation;
}

/** Ids of the items that are still to be done, in order. */
export async function openItems(db: AnyDb, actionId: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom("bulk_items")
    .select("item_id")
    .where("action_id", "=", actionId)
    .where("outcome", "is", null)
    .orderBy("position")
    .execute();
  return rows.map((row) => row.item_id);
}

/**
 * Writes an item's outcome and the progress, in the transaction of its effect. Returns whether the rest is to be left. Errors:
 * LeaseLost; AO001 where the action has ended. Nothing of the transaction may stand then.
 */
export async function settleItem(
  tx: AnyTx,
  held: Held,
  { id, error }: { id: string; error: ErrorCode | null },
): Promise<boolean> {
  await keepLease(tx, table, held);
  const { numUpdatedRows } = await tables(tx)
    .updateTable("bulk_items")
    .set({ outcome: error === null ? "done" : "failed", error_code: error })
    .where("action_id", "=", held.action_id)
    .where("item_id", "=", id)
    .where("outcome", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new LeaseLost(held.action_id);
  return reportProgress(tx, held.action_id);
}

/** Tells how many of the items have an outcome; returns whether the rest is to be left. Errors: AO001. */
export async function reportProgress(db: AnyDb, actionId: string): Promise<boolean> {
  const { done, total } = await tables(db)
    .selectFrom("bulk_items")
    .select((eb) => [eb.fn.count<number>("outcome").as("done"), eb.fn.countAll<number>().as("total")])
    .where("action_id", "=", actionId)
    .executeTakeFirstOrThrow();
  return tellProgress(db, actionId, done, total);
}

/** Takes the operation out, with its items' outcomes; those that are still to be done are skipped. Errors: LeaseLost. */
export async function takeOut(tx: AnyTx, held: Held): Promise<ItemOutcomes> {
  await keepLease(tx, table, held);
  const rows = await tables(tx)
    .selectFrom("bulk_items")
    .select(["item_id", "outcome", "error_code"])
    .where("action_id", "=", held.action_id)
    .orderBy("position")
    .execute();
  await forget(tx, table, held.action_id);
  const items = rows.map((row) => ({ id: row.item_id, outcome: row.outcome ?? "skipped", error_code: row.error_code }));
  const having = (outcome: string): number => items.filter((item) => item.outcome === outcome).length;
  return { succeeded: having("done"), failed: having("failed"), skipped: having("skipped"), items };
}
