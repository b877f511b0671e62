import type { StageName } from "@agentos/contracts/stages/stages";
import { sql } from "kysely";
import type { Progress } from "../operations/operation.ts";
import type { WishedAction } from "../operations/wished-action.ts";
import { sqlFile } from "./sql.ts";
import type { Db, Tx } from "./tables.ts";

/** An operation that this instance works on, as long as the lease lasts. */
export type OpenOperation = Progress & {
  action_id: string;
  action: WishedAction;
  wish: unknown;
  traceparent: string;
  /** By the database's clock. */
  now: Date;
  overdue: boolean;
};

const leaseSeconds = 15;
const batch = 8;
const lease = sqlFile<OpenOperation>("lease_operations");

/** No operation that changes a number of workers begins until the transaction ends. */
export async function lockOperations(tx: Db | Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('fleet:operations', 0))`.execute(tx);
}

/** Agents whose workers an operation changes now. `lock`: as `lockOperations`. */
export async function operatedAgents(db: Db | Tx, { lock = false } = {}): Promise<Set<StageName>> {
  if (lock) await lockOperations(db);
  const rows = await db.selectFrom("operations").select("locked_agents").where("ended_at", "is", null).execute();
  return new Set(rows.flatMap(({ locked_agents }) => locked_agents));
}

export function leaseOperations(db: Db): Promise<OpenOperation[]> {
  return lease(db, [leaseSeconds, batch]);
}

/** Keeps what has become of an operation, and when to look at it again; gives the lease back. */
export async function postpone(
  db: Db,
  { action_id, done, total }: OpenOperation,
  { wish, progress }: { wish: unknown; progress?: Progress },
  ms: number,
): Promise<void> {
  await db
    .updateTable("operations")
    .set({
      wish: JSON.stringify(wish),
      done: progress?.done ?? done,
      total: progress?.total ?? total,
      leased_until: null,
      next_at: sql<Date>`clock_timestamp() + make_interval(secs => ${ms / 1000})`,
    })
    .where("action_id", "=", action_id)
    .execute();
}
