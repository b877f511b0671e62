import { randomUUID } from "node:crypto";
import { traceparent } from "@agentos/service-kit/trace";
import { sql, type Kysely } from "kysely";
import { tellProgress, type AnyDb, type AnyTx } from "../completion.ts";
import { keepLease, leaseEnd, LeaseLost, type Held } from "../operations/leases.ts";
import type { LongOperation, LongTables } from "./tables.ts";

const table = "long_operations";

/** What a long action was asked for. */
export type Asked = { actionId: string; action: string; payload: unknown; actor: unknown; reason: string | undefined };

function tables(db: AnyDb): Kysely<LongTables> {
  return db as Kysely<LongTables>;
}

/** Writes an operation down; undefined where that was done before. */
export async function writeDown(tx: AnyTx, asked: Asked): Promise<LongOperation | undefined> {
  return tables(tx)
    .insertInto(table)
    .values({
      action_id: asked.actionId,
      action: asked.action,
      payload: JSON.stringify(asked.payload),
      actor: JSON.stringify(asked.actor),
      reason: asked.reason ?? null,
      traceparent: traceparent(),
      lease_id: randomUUID(),
      lease_expires_at: leaseEnd,
    })
    .onConflict((conflict) => conflict.column("action_id").doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Counts a run. Errors: LeaseLost. */
export async function countRun(db: AnyDb, held: Held): Promise<number> {
  const row = await tables(db)
    .updateTable(table)
    .set({ runs: sql<number>`runs + 1` })
    .where("action_id", "=", held.action_id)
    .where("lease_id", "=", held.lease_id)
    .returning("runs")
    .executeTakeFirst();
  if (!row) throw new LeaseLost(held.action_id);
  return row.runs;
}

/** Keeps what the next run has to know. Errors: LeaseLost. */
export async function remember(db: AnyDb, held: Held, state: unknown): Promise<void> {
  const { numUpdatedRows } = await tables(db)
    .updateTable(table)
    .set({ state: JSON.stringify(state), lease_expires_at: leaseEnd })
    .where("action_id", "=", held.action_id)
    .where("lease_id", "=", held.lease_id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new LeaseLost(held.action_id);
}

/**
 * Says that it is still worked on and how far it is; returns whether somebody wants it to stop. Errors: LeaseLost; AO001 where the action
 * has ended.
 */
export async function showLife(db: AnyDb, held: Held, { done, total }: Reached): Promise<boolean> {
  await keepLease(db, table, held);
  return total > 0 ? tellProgress(db, held.action_id, done, total) : tellProgress(db, held.action_id, null, null);
}

/** How far an operation is. */
export type Reached = { done: number; total: number };
