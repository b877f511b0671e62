import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import type { Insertable } from "kysely";
import type { AgentRow, AgentsTable, Db, Tx } from "../db/tables.ts";

/** Enters the agents that are missing: one for each stage. */
export async function ensureAgents(db: Db): Promise<void> {
  await db
    .insertInto("agents")
    .values(stageNames.map((agent): Insertable<AgentsTable> => ({ agent })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function agentOf(db: Db | Tx, agent: StageName): Promise<AgentRow> {
  return db.selectFrom("agents").selectAll().where("agent", "=", agent).executeTakeFirstOrThrow();
}

/** What of an agent its workers have to hear of. */
type Wanted = Partial<{ taking: boolean; concurrency: number | null; settings: string }>;

/** Changes what is wanted of an agent; its workers hear of it with a new generation. */
export function changeAgent(tx: Tx, agent: StageName, wanted: Wanted): Promise<AgentRow> {
  return tx
    .updateTable("agents")
    .set((eb) => ({ ...wanted, generation: eb("generation", "+", 1), version: eb("version", "+", 1) }))
    .where("agent", "=", agent)
    .returningAll()
    .executeTakeFirstOrThrow();
}
