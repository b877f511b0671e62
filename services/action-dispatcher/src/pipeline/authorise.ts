import { AppError } from "@agentos/contracts/errors";
import { scopeOf } from "@agentos/contracts/permissions";
import type { Actor } from "@agentos/contracts/messages/actions";
import { readAccess } from "../db/access.ts";
import type { Db, Tx } from "../db/tables.ts";
import type { Asked } from "./asked.ts";

/** Who acts, judged by what the database says now. Errors: UNAUTHENTICATED; FORBIDDEN. */
export async function authorise(db: Db | Tx, { caller, contract }: Asked): Promise<Actor> {
  const access = await readAccess(db, caller.userId, caller.sessionId);
  if (!access) throw new AppError("UNAUTHENTICATED");
  const scope = scopeOf(contract.permission, access.role, access);
  if (!scope) throw new AppError("FORBIDDEN");
  return { user_id: caller.userId, role: access.role, scope };
}
