import type { ManagerName } from "@agentos/contracts/managers/managers";
import type { AnyTx } from "@agentos/action-kit/completion";
import type { ManagerTx } from "./tables.ts";
import { LeadLost } from "./work.ts";

/** Seconds that a lead lasts without being renewed, by the database's clock. */
export const leadSeconds = 4;

/** The lead of one copy, under one generation. */
export type Lead = { manager: ManagerName; instance: string; generation: number };

/** Shares the manager's row until the end of the transaction: nobody can take the lead meanwhile. Errors: LeadLost. */
export async function holdLead(given: AnyTx, { manager, instance, generation }: Lead): Promise<void> {
  const tx = given as unknown as ManagerTx;
  const held = await tx
    .selectFrom("managers")
    .select("name")
    .where("name", "=", manager)
    .where("leader", "=", instance)
    .where("generation", "=", generation)
    .forShare()
    .executeTakeFirst();
  if (!held) throw new LeadLost(manager);
}
