import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { sql, type UpdateObject } from "kysely";
import type { Db, QueueRow, Tables, Tx } from "./tables.ts";

/**
 * The state in which a step arrives at a stage: `held` while the queue is drained, else `waiting`. One that arrives just as the
 * draining begins is as good as one that came before.
 */
export async function arrivalState(tx: Tx, stage: StageName): Promise<"waiting" | "held"> {
  const queue = await tx.selectFrom("queues").select("draining").where("stage", "=", stage).executeTakeFirst();
  return queue?.draining ? "held" : "waiting";
}

/** The stages whose queues give nothing out now. */
export async function stoppedQueues(db: Db): Promise<Set<StageName>> {
  const rows = await db
    .selectFrom("queues")
    .select("stage")
    .where("paused", "=", true)
    .where((eb) => eb.or([eb("paused_until", "is", null), eb("paused_until", ">", sql<Date>`now()`)]))
    .execute();
  return new Set(rows.map((row) => row.stage));
}

/** Keeps claims from these queues out until the transaction ends; waits for those that are under way. */
export async function lockQueues(tx: Tx, queues: readonly StageName[]): Promise<void> {
  for (const queue of queues.toSorted()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`queue:${queue}`}, 0))`.execute(tx);
  }
}

/** Changes what operators have said of these queues, each to a new version; in the order of the stages. */
export async function changeQueues(
  tx: Tx,
  queues: readonly StageName[],
  change: UpdateObject<Tables, "queues">,
): Promise<QueueRow[]> {
  const rows = await tx
    .updateTable("queues")
    .set(change)
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("stage", "in", queues)
    .returningAll()
    .execute();
  return rows.toSorted((a, b) => stageNames.indexOf(a.stage) - stageNames.indexOf(b.stage));
}

/** Gives each stage its row, so that it can be paused and drained. */
export async function ensureQueues(db: Db): Promise<void> {
  await db
    .insertInto("queues")
    .values(stageNames.map((stage) => ({ stage })))
    .onConflict((conflict) => conflict.column("stage").doNothing())
    .execute();
}
