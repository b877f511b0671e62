import { randomUUID } from "node:crypto";
import { sql, type Kysely } from "kysely";
import type { AnyDb } from "../completion.ts";
import type { OperationColumns, OperationRow, OperationTable } from "./tables.ts";

/** Seconds that an operation is left to whoever works on it; each sign of life begins them anew. */
const leaseSeconds = 15;
export const leaseEnd = sql<Date>`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;

/** An operation, and who may work on it now. */
export type Held = Pick<OperationRow, "action_id" | "lease_id">;

/** Somebody else works on the operation, or it is over. */
export class LeaseLost extends Error {
  constructor(actionId: string) {
    super(`the operation ${actionId} is not ours any more`);
    this.name = "LeaseLost";
  }
}

// All of these tables have these columns; which one it is does not matter to the statement.
function operations(db: AnyDb): Kysely<Record<OperationTable, OperationColumns>> {
  return db as Kysely<Record<OperationTable, OperationColumns>>;
}

/** Takes on the oldest operation that nobody works on. */
export async function takeOver<Row extends OperationRow>(db: AnyDb, table: OperationTable): Promise<Row | undefined> {
  const taken = await operations(db)
    .updateTable(table)
    .set({ lease_id: randomUUID(), lease_expires_at: leaseEnd })
    .where("action_id", "=", (eb) =>
      eb
        .selectFrom(table)
        .select("action_id")
        .where("lease_expires_at", "<", sql<Date>`clock_timestamp()`)
        .orderBy("created_at")
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();
  return taken as Row | undefined;
}

/** Lets another instance take the operation on at once. */
export async function giveBack(db: AnyDb, table: OperationTable, { action_id, lease_id }: Held): Promise<void> {
  await operations(db)
    .updateTable(table)
    .set({ lease_expires_at: sql<Date>`clock_timestamp() - interval '1 s'` })
    .where("action_id", "=", action_id)
    .where("lease_id", "=", lease_id)
    .execute();
}

/** Begins the lease anew. Errors: LeaseLost. */
export async function keepLease(db: AnyDb, table: OperationTable, { action_id, lease_id }: Held): Promise<void> {
  const { numUpdatedRows } = await operations(db)
    .updateTable(table)
    .set({ lease_expires_at: leaseEnd })
    .where("action_id", "=", action_id)
    .where("lease_id", "=", lease_id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new LeaseLost(action_id);
}

/** Takes the operation out, whatever is still to be done. */
export async function forget(db: AnyDb, table: OperationTable, actionId: string): Promise<void> {
  await operations(db).deleteFrom(table).where("action_id", "=", actionId).execute();
}
