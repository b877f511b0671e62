import type { Permission } from "@agentos/contracts/permissions";
import type { Role } from "@agentos/contracts/roles";
import { sql } from "kysely";
import type { Db, Tx } from "./tables.ts";

export type Access = { role: Role; granted: Permission[]; denied: Permission[] };

/** What a user may do at this moment; undefined for one who is unknown or disabled, or whose session has ended. */
export async function readAccess(db: Db | Tx, userId: string, sessionId: string): Promise<Access | undefined> {
  const { rows } = await sql<Access>`select * from identity.access_of(${userId}, ${sessionId})`.execute(db);
  return rows[0];
}
