import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { sql, type Insertable } from "kysely";
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

/** One worker more or less is wanted, where a number is wanted at all. */
export async function wantReplicas(tx: Tx, agent: StageName, difference: 1 | -1): Promise<void> {
  await tx
    .updateTable("agents")
    .set((eb) => ({
      desired_replicas: sql<number | null>`greatest(0, desired_replicas + ${difference})`,
      version: eb("version", "+", 1),
    }))
    .where("agent", "=", agent)
    .where("desired_replicas", "is not", null)
    .execute();
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
