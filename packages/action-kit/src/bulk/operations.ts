import type { ErrorCode } from "@agentos/contracts/errors";
import { traceparent } from "@agentos/service-kit/trace";
import { randomUUID } from "node:crypto";
import { sql, type Kysely } from "kysely";
import { tellProgress, type AnyDb, type AnyTx } from "../completion.ts";
import type { BulkRequest, BulkTarget, ItemOutcomes } from "./bulk-action.ts";
import type { BulkTables, OperationRow } from "./tables.ts";

/** Seconds that an operation is left to whoever works on it; each item begins them anew. */
const leaseSeconds = 15;
const leaseEnd = sql<Date>`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;

/** An operation, and who may work on it now. */
export type Held = Pick<OperationRow, "action_id" | "lease_id">;

/** Somebody else works on the operation, or it is over. */
export class LeaseLost extends Error {
  constructor(actionId: string) {
    super(`the operation ${actionId} is not ours any more`);
    this.name = "LeaseLost";
  }
}

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
    .insertInto("bulk_operations")
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

/** Takes on the oldest operation that nobody works on. */
export async function takeOver(db: AnyDb): Promise<OperationRow | undefined> {
  return tables(db)
    .updateTable("bulk_operations")
    .set({ lease_id: randomUUID(), lease_expires_at: leaseEnd })
    .where("action_id", "=", (eb) =>
      eb
        .selectFrom("bulk_operations")
        .select("action_id")
        .where("lease_expires_at", "<", sql<Date>`clock_timestamp()`)
        .orderBy("created_at")
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();
}

/** Lets another instance take the operation on at once. */
export async function giveBack(db: AnyDb, { action_id, lease_id }: Held): Promise<void> {
  await tables(db)
    .updateTable("bulk_operations")
    .set({ lease_expires_at: sql<Date>`clock_timestamp() - interval '1 s'` })
    .where("action_id", "=", action_id)
    .where("lease_id", "=", lease_id)
    .execute();
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
  await keepLease(tx, held);
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
  await keepLease(tx, held);
  const rows = await tables(tx)
    .selectFrom("bulk_items")
    .select(["item_id", "outcome", "error_code"])
    .where("action_id", "=", held.action_id)
    .orderBy("position")
    .execute();
  await forget(tx, held.action_id);
  const items = rows.map((row) => ({ id: row.item_id, outcome: row.outcome ?? "skipped", error_code: row.error_code }));
  const having = (outcome: string): number => items.filter((item) => item.outcome === outcome).length;
  return { succeeded: having("done"), failed: having("failed"), skipped: having("skipped"), items };
}

/** Takes the operation out, whatever is still to be done. */
export async function forget(db: AnyDb, actionId: string): Promise<void> {
  await tables(db).deleteFrom("bulk_operations").where("action_id", "=", actionId).execute();
}

async function keepLease(tx: AnyTx, { action_id, lease_id }: Held): Promise<void> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable("bulk_operations")
    .set({ lease_expires_at: leaseEnd })
    .where("action_id", "=", action_id)
    .where("lease_id", "=", lease_id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new LeaseLost(action_id);
}
