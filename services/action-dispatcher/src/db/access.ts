import type { Permission } from "@agentos/contracts/permissions";
import type { Role } from "@agentos/contracts/roles";
import { statement } from "./sql.ts";
import type { Db, Tx } from "./tables.ts";

export type Access = {
  role: Role;
  granted: Permission[];
  denied: Permission[];
  /** Seconds that no action is taken from the user; null where there is no lock. */
  locked_seconds: number | null;
};

const accessOf = statement<Access, [userId: string, sessionId: string]>("access");

/** What a user may do at this moment; undefined for one who is unknown or disabled, or whose session has ended. */
export async function readAccess(db: Db | Tx, userId: string, sessionId: string): Promise<Access | undefined> {
  return (await accessOf(db, userId, sessionId))[0];
}
